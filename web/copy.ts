// Buttons that copy a field: `data-copy` holds its id, `data-done` what the button says afterwards.

/** Listen to them. Where the browser lets no page copy (plain HTTP), the text is selected to be copied by hand. */
export function copyOnPress(): void {
  document.addEventListener("click", async (event) => {
    const button = (event.target as Element).closest<HTMLElement>("[data-copy]");
    const field = button && document.querySelector<HTMLInputElement>(`#${CSS.escape(button.dataset["copy"] ?? "")}`);
    if (!button || !field) return;
    field.select();
    try {
      await navigator.clipboard.writeText(field.value);
    } catch {
      return;
    }
    button.textContent = button.dataset["done"] ?? "";
  });
}
