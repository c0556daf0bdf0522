// A name or number is opened by sending a plain form, which the server records. Once open, it can be hidden from
// whoever looks over a shoulder, and shown again, without a second request; nothing is kept in the browser.

function hideButton(shown) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "app-link-button app-focusable";
  button.textContent = `Hide ${shown.dataset.reveal}`;
  button.addEventListener("click", () => {
    shown.hidden = !shown.hidden;
    button.textContent = `${shown.hidden ? "Show" : "Hide"} ${shown.dataset.reveal}`;
  });
  return button;
}

export function offerToHide() {
  document.querySelectorAll("[data-reveal]").forEach((shown) => shown.after(hideButton(shown)));
}

// Each opening is recorded, so an impatient second click must not be sent.
export function sendOnce() {
  document.querySelectorAll("form[data-send-once]").forEach((form) => {
    form.addEventListener("submit", (event) => {
      if (form.dataset.sent) event.preventDefault();
      form.dataset.sent = "true";
    });
  });
}
