import { domainCategories } from '../signals/domain/schema.ts';

/** Detailed subjects of the MMLU benchmark by the domain that covers them. */
const detailed: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries({
    biology: 'college_biology high_school_biology medical_genetics',
    business: 'business_ethics management marketing professional_accounting',
    chemistry: 'college_chemistry high_school_chemistry',
    'computer science':
      'college_computer_science high_school_computer_science computer_security machine_learning cs coding programming',
    economics: 'econometrics high_school_macroeconomics high_school_microeconomics',
    engineering: 'electrical_engineering',
    health:
      'anatomy clinical_knowledge college_medicine professional_medicine nutrition virology human_aging medicine',
    history:
      'high_school_european_history high_school_us_history high_school_world_history prehistory',
    law: 'international_law jurisprudence professional_law',
    math: 'abstract_algebra college_mathematics elementary_mathematics high_school_mathematics high_school_statistics mathematics maths',
    other:
      'global_facts miscellaneous high_school_geography high_school_government_and_politics public_relations security_studies sociology us_foreign_policy general',
    philosophy: 'formal_logic logical_fallacies moral_disputes moral_scenarios world_religions',
    physics: 'astronomy college_physics conceptual_physics high_school_physics',
    psychology: 'high_school_psychology professional_psychology human_sexuality',
  }).flatMap(([domain, names]) => names.split(' ').map((name) => [name, domain])),
);

const endings: Readonly<Record<string, string>> = {
  medicine: 'health',
  law: 'law',
  physics: 'physics',
  history: 'history',
  mathematics: 'math',
};

/** The domain of a subject; undefined when nobody knows it. */
export function subjectOf(name: string): string | undefined {
  const words = name.trim().toLowerCase().replaceAll(/[\s-]/g, '_');
  const plain = words.replaceAll('_', ' ');
  if ((domainCategories as readonly string[]).includes(plain)) return plain;
  return detailed[words] ?? endings[words.slice(words.lastIndexOf('_') + 1)];
}
