// Small comforts; every page works without this file.
"use strict";

// A button that prints the page is shown only where scripts run.
for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

// After an error the summary is where the reader begins.
document.querySelector(".error-summary")?.focus();

// A second click while the first is on its way sends nothing: the form already carries its command id.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.dataset.sent) event.preventDefault();
  else if (form.method === "post") form.dataset.sent = "1";
});
window.addEventListener("pageshow", () => {
  for (const form of document.forms) delete form.dataset.sent;
});

// Files that would be refused for their size or number are named before they are sent.
document.addEventListener("change", ({ target }) => {
  if (target.type !== "file" || !target.dataset.bytesMax) return;
  const files = [...target.files];
  const fits = files.length <= Number(target.dataset.filesMax) && files.every((file) => file.size <= Number(target.dataset.bytesMax));
  target.setCustomValidity(fits ? "" : target.dataset.tooLarge);
  target.reportValidity();
});
