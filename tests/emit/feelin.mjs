// A decision model, read by dmn-moddle and decided by feelin, the FEEL interpreter of the makers of dmn-js:
//
//   node feelin.mjs FILE-IN-THE-FOLDER-OF-node_modules MODEL.dmn SCOPES
//
// SCOPES has the inputs of one record a line, as a JSON object. Prints for each what each decision comes to, as a list.
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const [at, file, scopes] = process.argv.slice(2);
const load = (name) => import(pathToFileURL(createRequire(at).resolve(name)));
const { evaluate, unaryTest } = await load("feelin");
const moddle = await load("dmn-moddle");
const DmnModdle = moddle.DmnModdle ?? moddle.default;

const { rootElement: model, warnings } = await new DmnModdle().fromXML(readFileSync(file, "utf8"), "dmn:Definitions");
if (warnings.length > 0) throw new Error(warnings.map((w) => w.message).join("\n"));

const value = (text, scope) => evaluate(text, scope).value;
const test = (text, scope) => unaryTest(text, scope).value === true;

const deciders = {
  "dmn:LiteralExpression": (logic) => (scope) => value(logic.text, scope),
  "dmn:DecisionTable": (logic) => (scope) => {
    if (logic.hitPolicy !== "FIRST") throw new Error("another hit policy");
    const known = logic.input.map((input) => value(input.inputExpression.text, scope));
    const holds = (rule) => rule.inputEntry.every((cell, i) => cell.text === "-" || test(cell.text, { ...scope, "?": known[i] }));
    const rule = logic.rule.find(holds);
    return Object.fromEntries(rule.outputEntry.map((cell, i) => [logic.output[i].name, value(cell.text, scope)]));
  },
};

const decisions = model.drgElement.filter((element) => element.$type === "dmn:Decision");
const ready = decisions.map((decision) => [decision.name, deciders[decision.decisionLogic.$type](decision.decisionLogic)]);
for (const line of readFileSync(scopes, "utf8").split("\n")) {
  if (line === "") continue;
  const scope = JSON.parse(line);
  for (const [name, decide] of ready) scope[name] = decide(scope);
  console.log(JSON.stringify(ready.map(([name]) => scope[name])));
}
