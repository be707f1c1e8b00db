"use strict";
// Examples made from schemas, where the document has none, and the curl command of an operation.

const byFormat = {
  date: "2026-01-31",
  "date-time": "2026-01-31T09:00:00+01:00",
  uuid: "7d9f1c1e-2f57-4a5e-9a3b-5d1f0c6b8e21",
  uri: "urn:example:hook",
};

function resolved(schema, api) {
  let found = schema ?? {};
  for (let steps = 0; found.$ref && steps < 20; steps += 1) {
    found = found.$ref.split("/").slice(1).reduce((node, key) => node?.[key], api) ?? {};
  }
  return found;
}

function sample(given, api, depth = 0) {
  const schema = resolved(given, api);
  for (const own of [schema.example, schema.examples?.[0], schema.const, schema.default, schema.enum?.[0]]) {
    if (own !== undefined && own !== null) return own;
  }
  if (depth > 6) return null;
  if (schema.allOf) return Object.assign({}, ...schema.allOf.map((part) => sample(part, api, depth + 1)));
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices) return sample(choices.find((choice) => choice.type !== "null"), api, depth + 1);
  return sampleOfType(schema, api, depth);
}

function sampleOfType(schema, api, depth) {
  const type = Array.isArray(schema.type) ? schema.type.find((one) => one !== "null") : schema.type;
  if (type === "array") return [sample(schema.items, api, depth + 1)];
  if (type === "integer" || type === "number") return schema.minimum ?? schema.exclusiveMinimum ?? 1;
  if (type === "boolean") return true;
  if (type === "string") return byFormat[schema.format] ?? "text";
  const entries = Object.entries(schema.properties ?? {});
  return Object.fromEntries(entries.map(([name, part]) => [name, sample(part, api, depth + 1)]));
}

function requestBody(operation, api) {
  const [type, content] = Object.entries(operation.requestBody?.content ?? {})[0] ?? [];
  if (!type) return null;
  const named = Object.values(content.examples ?? {})[0];
  return { type, value: content.example ?? named?.value ?? sample(content.schema, api) };
}

const quoted = (text) => `'${String(text).replaceAll("'", `'\\''`)}'`;

function curlOf(path, method, operation, parameters, api) {
  const value = (parameter) => parameter.example ?? sample(parameter.schema, api);
  const filled = path.replaceAll(/\{([^}]+)\}/g, (whole, name) => {
    const parameter = parameters.find((one) => one.in === "path" && one.name === name);
    return parameter ? encodeURIComponent(value(parameter)) : whole;
  });
  const query = parameters.filter((one) => one.in === "query" && one.required);
  const search = query.map((one) => `${one.name}=${encodeURIComponent(value(one))}`).join("&");
  const lines = [`curl -X ${method.toUpperCase()} ${quoted(location.origin + filled + (search ? `?${search}` : ""))}`];
  if (operation.security?.length) lines.push('-H "Authorization: Bearer $TOKEN"');
  for (const one of parameters.filter((each) => each.in === "header" && each.required)) {
    const unique = one.name.toLowerCase() === "idempotency-key";
    lines.push(unique ? `-H "${one.name}: $(uuidgen)"` : `-H ${quoted(`${one.name}: ${value(one)}`)}`);
  }
  return [...lines, ...bodyLines(requestBody(operation, api))].join(" \\\n  ");
}

function bodyLines(body) {
  if (!body) return [];
  if (body.type === "application/x-www-form-urlencoded") {
    return Object.entries(body.value).map(([name, text]) => `--data-urlencode ${quoted(`${name}=${text}`)}`);
  }
  return [`-H 'Content-Type: ${body.type}'`, `-d ${quoted(JSON.stringify(body.value, null, 2))}`];
}
