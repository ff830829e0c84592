// The time of day as the pages write it: "11:42pm", "5pm", "midday".
export function timeInWords(moment) {
  const parts = new Intl.DateTimeFormat("en-GB", {
    timeZone: "Europe/London", hour: "2-digit", minute: "2-digit", hourCycle: "h23",
  }).formatToParts(moment);
  const part = (type) => Number(parts.find((found) => found.type === type).value);
  const hour = part("hour");
  const minute = part("minute");
  if (hour === 12 && minute === 0) return "midday";
  const minutes = minute ? `:${String(minute).padStart(2, "0")}` : "";
  return `${hour % 12 || 12}${minutes}${hour < 12 ? "am" : "pm"}`;
}

// Requests of the page itself, which do not count as somebody being there.
export const BACKGROUND = { "X-Background": "1", "X-Requested-With": "XMLHttpRequest" };
