// Sent by pages/shared/browser.py with every run; the first one defines `tepat`.
window.tepat ||= (() => {
  // A page that is opened from the menu is pushed bare and once more with its choices, so that Back needed two presses.
  // What one run of the script pushes is one step of a person: the first makes an entry, the others replace it.
  const push = history.pushState.bind(history);
  let hasPushed = false;
  history.pushState = (state, title, url) => {
    hasPushed ? history.replaceState(state, title, url) : push(state, title, url);
    hasPushed = true;
  };
  new MutationObserver(() => {
    const app = document.querySelector('[data-testid="stApp"]');
    if (app?.dataset.testScriptState === "notRunning") hasPushed = false;
  }).observe(document.body, { subtree: true, attributeFilter: ["data-test-script-state"] });
  return {
    speak(language) {
      document.documentElement.lang = language;
    },
  };
})();
