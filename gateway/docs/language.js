"use strict";
// The page is written in both languages; the lang attribute of <html> says which one shows (see style.css).

const languages = { da: "Dansk", en: "English" };

function preferredLanguage() {
  const kept = localStorage.getItem("language");
  if (kept in languages) return kept;
  return navigator.languages.map((tag) => tag.slice(0, 2)).find((tag) => tag in languages) ?? "da";
}

function showLanguage(language) {
  document.documentElement.lang = language;
  const other = language === "da" ? "en" : "da";
  const button = document.getElementById("language");
  button.textContent = languages[other];
  button.lang = other;
  button.hidden = false;
  button.onclick = () => {
    localStorage.setItem("language", other);
    showLanguage(other);
  };
}

showLanguage(preferredLanguage());
