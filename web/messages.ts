// Sentences in the language of the page. The keys are the English ones, as in the server's templates.
import messages from "./messages.json" with { type: "json" };

type Values = Readonly<Record<string, string | number>>;

/** The sentence in a language, `%(name)s` replaced and `%%` a percent sign; the key itself where the catalogue has none. */
export function sayIn(language: string, key: string, values: Values = {}): string {
  const catalogue = (messages as Record<string, Record<string, string>>)[language];
  return (catalogue?.[key] ?? key).replace(/%\((\w+)\)s|%%/g, (whole, name?: string) =>
    name ? String(values[name] ?? whole) : "%",
  );
}

/** The sentence in the page's language. */
export function say(key: string, values: Values = {}): string {
  return sayIn(document.documentElement.lang, key, values);
}
