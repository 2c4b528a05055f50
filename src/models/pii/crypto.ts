import { isBase58Check, isBech32, isEthereumAddress } from './checksums.ts';
import { before, type Candidate, contextPattern, type Recogniser } from './recogniser.ts';

const COIN_CONTEXT = contextPattern(
  [
    ...['btc', 'bitcoin', 'wallet', 'coins', 'coin', 'crypto', 'satoshi', 'eth', 'ethereum'],
    ...['usdt', 'tether', 'litecoin', 'ltc', 'monedero', 'portefeuille', 'geldbörse'],
  ],
  36,
);

/** A wrong checksum beside a word about coins is a mistyped address and still points at somebody. */
function orInContext(candidate: Candidate, isSound: boolean): number {
  if (isSound) return 1;
  return COIN_CONTEXT.test(before(candidate)) ? 0.7 : 0;
}

/** Addresses of Bitcoin (base58 and bech32) and Ethereum. */
export const CRYPTO_RECOGNISERS: readonly Recogniser[] = [
  {
    type: 'CRYPTO_ADDRESS',
    pattern: /(?<![\w])[13][1-9A-HJ-NP-Za-km-z]{25,34}(?![\w])/g,
    prove: (candidate) => orInContext(candidate, isBase58Check(candidate.value)),
  },
  {
    type: 'CRYPTO_ADDRESS',
    pattern: /(?<![\w])(?:bc1|tb1|BC1|TB1)[0-9A-Za-z]{8,80}(?![\w])/g,
    prove: (candidate) => orInContext(candidate, isBech32(candidate.value)),
  },
  {
    type: 'CRYPTO_ADDRESS',
    needs: /0x/,
    pattern: /(?<![\w])0x[\da-fA-F]{40}(?![\w])/g,
    prove: (candidate) => {
      if (/^0x(.)\1+$/.test(candidate.value)) return 0;
      return orInContext(candidate, isEthereumAddress(candidate.value));
    },
  },
];
