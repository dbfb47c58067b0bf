// A table that is wider than its place can be moved sideways with the keyboard too; one that is not, is no stop on the way.

/** Look at every table's place now, and whenever its size or what stands in it changes. */
export function letTablesScroll(): void {
  look();
  window.addEventListener("resize", look);
  document.addEventListener("htmx:afterSettle", look);
  document.addEventListener("toggle", look, { capture: true });
}

function look(): void {
  for (const place of document.querySelectorAll<HTMLElement>(".scroll")) {
    if (place.scrollWidth > place.clientWidth) place.tabIndex = 0;
    else place.removeAttribute("tabindex");
  }
}
