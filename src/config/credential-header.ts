/** Whether the value of a header is a credential. */
export function isCredentialHeader(name: string): boolean {
  return /^(authorization|proxy-authorization|cookie|(x-)?api-?key|x-auth-token)$/i.test(name);
}
