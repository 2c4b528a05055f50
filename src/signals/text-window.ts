const WINDOW_CODE_POINTS = 2048;

/** What learned signals read of a prompt: its first 2048 code points, trimmed. */
export function learnedText(text: string): string {
  const trimmed = text.trim();
  if (trimmed.length <= WINDOW_CODE_POINTS) return trimmed;
  // No more than twice as many UTF-16 units can hold the window.
  const units = trimmed.slice(0, WINDOW_CODE_POINTS * 2);
  return Array.from(units).slice(0, WINDOW_CODE_POINTS).join('');
}
