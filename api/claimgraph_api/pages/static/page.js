// Small comforts. Every page is complete without them.

// Ctrl+Enter (or Command+Enter) in a text area sends its form.
document.addEventListener("keydown", (event) => {
  const area = event.target;
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && area instanceof HTMLTextAreaElement && area.form) {
    event.preventDefault();
    area.form.requestSubmit();
  }
});

// A button with data-copy copies that text, or with an empty value the address of the page, and says so.
for (const button of document.querySelectorAll("button[data-copy]")) {
  button.hidden = false;
  button.addEventListener("click", async () => {
    const label = button.textContent;
    await navigator.clipboard.writeText(button.dataset.copy || location.href);
    button.textContent = "Copied";
    setTimeout(() => { button.textContent = label; }, 1500);
  });
}
