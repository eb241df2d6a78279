// Small comforts; every page works without this file.
"use strict";

// A button that prints the page is shown only where scripts run.
for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

// After an error the summary is where the reader begins.
document.querySelector(".error-summary")?.focus();

// Of many answers those are shown that hold what is typed; what is chosen stays in sight.
for (const narrows of document.querySelectorAll("[data-narrows]")) {
  const answers = [...narrows.closest("fieldset").querySelectorAll(".form-check")];
  narrows.hidden = false;
  narrows.addEventListener("input", () => {
    const wanted = narrows.value.trim().toLowerCase();
    for (const answer of answers) {
      answer.hidden = !answer.textContent.toLowerCase().includes(wanted) && !answer.querySelector(":checked");
    }
  });
  narrows.addEventListener("keydown", (event) => {
    if (event.key === "Enter") event.preventDefault();
  });
}

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
