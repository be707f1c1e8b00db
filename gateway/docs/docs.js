"use strict";
// Renders /openapi.json. Text from the document is only ever set as text, never as markup.

const methods = ["get", "post", "put", "patch", "delete"];
const words = {
  scopes: ["Adgang", "Access"], parameters: ["Parametre", "Parameters"], request: ["Eksempel på indhold", "Example body"],
  answers: ["Svar", "Answers"], answer: ["Eksempel på svar", "Example answer"], problems: ["Problemer", "Problems"], copy: ["Kopiér", "Copy"],
  copied: ["Kopieret", "Copied"], required: ["påkrævet", "required"], name: ["Navn", "Name"],
  where: ["Sted", "In"], meaning: ["Betydning", "Meaning"], status: ["Status", "Status"], open: ["Åben for alle", "Open to all"],
  gateway: ["Adgangstokens", "Access tokens"], allocation: ["Anvisning", "Allocation"], support: ["Støtte", "Support"],
  benefits: ["Ydelser", "Benefits"],
  failed: ["Dokumentet kunne ikke hentes: prøv igen om lidt.", "The document could not be fetched: try again shortly."],
  none: ["Ingen handling passer til søgningen.", "No operation matches the search."],
};

function el(name, attributes = {}, ...children) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
  node.append(...children.filter((child) => child !== null && child !== undefined));
  return node;
}

function both(word) {
  const [da, en] = words[word] ?? [word, word];
  const node = document.createDocumentFragment();
  node.append(el("span", { lang: "da" }, da), el("span", { lang: "en" }, en));
  return node;
}

const inLanguage = (word) => words[word][document.documentElement.lang === "en" ? 1 : 0];

// Paragraphs, lists with dashes, and code between backticks: what the descriptions use.
function prose(text) {
  const node = el("div", { class: "prose", lang: "en" });
  for (const block of (text ?? "").trim().split(/\n\s*\n/).filter(Boolean)) {
    const lines = block.split("\n").map((line) => line.trim());
    if (/^[-*] /.test(lines[0])) {
      const items = block.split(/\n?\s*[-*] /).filter((item) => item.trim());
      node.append(el("ul", {}, ...items.map((item) => el("li", {}, ...inline(item)))));
    } else node.append(el("p", {}, ...inline(lines.join(" "))));
  }
  return node;
}

function inline(text) {
  return text.split(/(`[^`]+`|\*[^*\s][^*]*\*)/).map((part) => {
    if (part.startsWith("`")) return el("code", {}, part.slice(1, -1));
    return /^\*[^*]+\*$/.test(part) ? el("em", {}, part.slice(1, -1)) : part;
  });
}

const english = (text) => el("span", { lang: "en" }, ...inline(text ?? ""));

function table(headings, rows) {
  const head = el("tr", {}, ...headings.map((word) => el("th", { scope: "col" }, both(word))));
  const body = rows.map((cells) => el("tr", {}, ...cells.map((cell) => el("td", {}, cell))));
  return el("div", { class: "scroll", tabindex: "0" }, el("table", {}, el("thead", {}, head), el("tbody", {}, ...body)));
}

function part(word, ...content) {
  return el("section", {}, el("h4", {}, both(word)), ...content);
}

function copyable(text) {
  const button = el("button", { type: "button", class: "copy" }, both("copy"));
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(text);
    document.getElementById("announcement").textContent = inLanguage("copied");
  });
  return el("div", { class: "code" }, button, el("pre", { tabindex: "0" }, el("code", {}, text)));
}

function parameterRows(parameters, api) {
  return parameters.map((one) => {
    const schema = resolved(one.schema, api);
    const kind = schema.format ?? schema.type ?? (schema.anyOf ?? []).map((choice) => choice.type).join(" | ");
    const name = el("span", {}, el("code", {}, one.name), " ", one.required ? el("em", {}, both("required")) : "");
    const meaning = english([one.description, kind && `(${kind})`].filter(Boolean).join(" "));
    return [name, one.in, meaning];
  });
}

function answerRows(responses, api) {
  return responses.map(([status, response]) => [el("code", {}, status), english(resolved(response, api).description)]);
}

function answerExample(response, api) {
  const content = resolved(response, api).content?.["application/json"];
  const value = content && (content.example ?? sample(content.schema, api));
  const empty = value === undefined || value === null || Object.keys(value).length === 0;
  return empty ? null : part("answer", copyable(JSON.stringify(value, null, 2)));
}

function details({ path, method, operation, item }, api) {
  const parameters = [...(item.parameters ?? []), ...(operation.parameters ?? [])].map((one) => resolved(one, api));
  const scopes = (operation.security ?? []).flatMap((one) => Object.values(one).flat());
  const answers = Object.entries(operation.responses ?? {});
  const isProblem = ([status]) => Number(status) >= 400 || status === "default";
  const body = requestBody(operation, api);
  const secured = operation.security?.length;
  return [
    prose(operation.description),
    part("scopes", el("p", {}, ...(scopes.length ? scopes.flatMap((scope) => [el("code", {}, scope), " "]) : [secured ? "Bearer" : both("open")]))),
    parameters.length ? part("parameters", table(["name", "where", "meaning"], parameterRows(parameters, api))) : null,
    body && body.type.includes("json") ? part("request", copyable(JSON.stringify(body.value, null, 2))) : null,
    part("answers", table(["status", "meaning"], answerRows(answers.filter((one) => !isProblem(one)), api))),
    ...answers.filter((one) => !isProblem(one)).map(([, response]) => answerExample(response, api)).filter(Boolean).slice(0, 1),
    answers.some(isProblem) ? part("problems", table(["status", "meaning"], answerRows(answers.filter(isProblem), api))) : null,
    part("curl", copyable(curlOf(path, method, operation, parameters, api))),
  ].filter(Boolean);
}

function operationOf(entry, api) {
  const { path, method, operation } = entry;
  const summary = el("summary", {},
    el("span", { class: `method ${method}` }, method.toUpperCase()), el("code", { class: "path" }, path),
    el("span", { class: "title", lang: "en" }, operation.summary ?? ""));
  const node = el("details", { id: operation.operationId, class: "operation" }, summary);
  node.addEventListener("toggle", () => {
    if (node.open && node.children.length === 1) node.append(el("div", { class: "body" }, ...details(entry, api)));
  });
  return node;
}

function grouped(api) {
  const services = new Map();
  for (const [path, item] of Object.entries(api.paths)) {
    for (const method of methods.filter((one) => item[one])) {
      const [service, topic] = item[method].tags[0].includes(": ") ? item[method].tags[0].split(": ") : ["gateway", ""];
      const topics = services.get(service) ?? services.set(service, new Map()).get(service);
      const entries = topics.get(topic) ?? topics.set(topic, []).get(topic);
      entries.push({ path, method, item, operation: item[method] });
    }
  }
  return services;
}

function render(api) {
  const content = [prose(api.info.description)];
  const links = [];
  for (const [service, topics] of grouped(api)) {
    const section = el("section", { class: "service", "aria-labelledby": `service-${service}` },
      el("h2", { id: `service-${service}` }, both(service)));
    const list = el("ul", {});
    for (const [topic, entries] of topics) {
      if (topic) section.append(el("h3", { lang: "en" }, topic));
      section.append(...entries.map((entry) => operationOf(entry, api)));
      list.append(...entries.map(({ operation, method }) => el("li", { "data-for": operation.operationId },
        el("a", { href: `#${operation.operationId}`, lang: "en" }, operation.summary ?? `${method} ${operation.operationId}`))));
    }
    content.push(section);
    links.push(el("div", { class: "group" }, el("h3", {}, el("a", { href: `#service-${service}` }, both(service))), list));
  }
  content.push(el("p", { id: "none", hidden: "" }, both("none")));
  document.getElementById("links").replaceChildren(...links);
  document.getElementById("document").replaceChildren(...content);
}

function openLinked() {
  const node = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (node instanceof HTMLDetailsElement) {
    node.open = true;
    node.scrollIntoView();
    node.querySelector("summary").focus({ preventScroll: true });
  }
}

function filter(text) {
  const wanted = text.trim().toLowerCase();
  const shown = new Set();
  for (const node of document.querySelectorAll(".operation")) {
    node.hidden = !node.querySelector("summary").textContent.toLowerCase().includes(wanted);
    if (!node.hidden) shown.add(node.id);
  }
  for (const link of document.querySelectorAll("[data-for]")) link.hidden = !shown.has(link.dataset.for);
  for (const group of document.querySelectorAll(".group, .service")) {
    group.hidden = !group.querySelector(".operation:not([hidden]), [data-for]:not([hidden])");
  }
  document.getElementById("none").hidden = shown.size > 0;
}

async function start() {
  const place = document.getElementById("document");
  try {
    const answer = await fetch("/openapi.json");
    if (!answer.ok) throw new Error(String(answer.status));
    render(await answer.json());
  } catch {
    place.replaceChildren(el("p", { role: "alert" }, both("failed")));
    return;
  } finally {
    place.setAttribute("aria-busy", "false");
  }
  document.getElementById("filter").addEventListener("input", (event) => filter(event.target.value));
  addEventListener("hashchange", openLinked);
  openLinked();
}

start();
