// Names as people read them.

const regions = new Intl.DisplayNames(["en"], { type: "region", fallback: "code" });

/** The name of a country by its code. */
export function country(code: string): string {
  return /^[A-Z]{2}$/.test(code) ? (regions.of(code) ?? code) : code;
}

/** The name of a class: `NewsAgency` reads "news agency". */
export function kind(name: string): string {
  return name.replace(/(?<=[a-z])(?=[A-Z])/g, " ").toLowerCase();
}

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const ONE = /^(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?([?~%]?)$/;

/** A date of EDTF; what is more than a day, a month, a year or a span between two stays as it is. */
export function date(edtf: string): string {
  const ends = edtf.split("/");
  const read = ends.map(single);
  if (ends.length > 2 || read.some((one) => one === null)) return edtf;
  return read.join(" to ");
}

function single(edtf: string): string | null {
  if (edtf === "..") return "…";
  const found = ONE.exec(edtf);
  if (!found) return null;
  const [, year, month, day, doubt] = found;
  const name = month ? MONTHS[Number(month) - 1] : "";
  if (name === undefined) return null;
  const words = [day ? String(Number(day)) : "", name, year].filter(Boolean).join(" ");
  return doubt ? `about ${words}` : words;
}
