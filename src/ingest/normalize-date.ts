/** An ISO 8601 date or date-time from what documents write; null for anything that is not a date. */
export function normalizeDate(value: string | null | undefined): string | null {
  const text = value?.trim() ?? "";
  const iso = /^(\d{4})[-/](\d{2})(?:[-/](\d{2}))?([T ]\d{2}:\d{2}.*)?$/.exec(text);
  if (iso) {
    const [, year, month, day, time] = iso;
    const date = [year, month, day].filter(Boolean).join("-");
    if (!isDay(date)) return null;
    const dateTime = time && day ? `${date}T${time.slice(1).replace(/ (?=[+-])/, "")}` : date;
    return Number.isNaN(Date.parse(dateTime)) ? date : dateTime;
  }
  if (/^\d{4}$/.test(text)) return text;
  // "4 May 2026", "May 4, 2026": read in local time, so written from the local calendar.
  if (!/\b\d{4}\b/.test(text) || !/\p{L}{3}/u.test(text) || Number.isNaN(Date.parse(text))) return null;
  const date = new Date(text);
  const twoDigits = (number: number): string => String(number).padStart(2, "0");
  return `${date.getFullYear()}-${twoDigits(date.getMonth() + 1)}-${twoDigits(date.getDate())}`;
}

/** Whether the calendar has it: JavaScript takes 30 February for a day of March. */
function isDay(date: string): boolean {
  const parsed = new Date(date);
  return !Number.isNaN(parsed.getTime()) && parsed.toISOString().startsWith(date);
}
