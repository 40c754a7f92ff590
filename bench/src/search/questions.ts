import { readFileSync } from 'node:fs';
import type { Grade } from './ndcg.ts';

/** Something that somebody wants to know, what they type, and how well which messages answer it. */
export interface Question {
  /** What is wanted. */
  readonly ask: string;
  /** What is typed. */
  readonly text: string;
  /** By where the message is written: `2009-11-13:1024`. */
  readonly grades: ReadonlyMap<string, Grade>;
}

/** The judged questions of `questions.txt`. @throws TypeError for a line that says nothing. */
export function readQuestions(): readonly Question[] {
  const text = readFileSync(new URL('./questions.txt', import.meta.url), 'utf8');
  return text
    .split('\n\n')
    .filter((block) => block.includes('\n= '))
    .map((block) => questionOf(block.split('\n').filter((line) => line !== '' && !line.startsWith('#'))));
}

function questionOf(lines: readonly string[]): Question {
  const grades = new Map<string, Grade>();
  let [ask, text] = ['', ''];
  for (const line of lines) {
    const [sign, rest] = [line.slice(0, 1), line.slice(2)];
    if (sign === '?') text = rest;
    else if (sign === '=') ask = rest;
    else for (const ref of rest.trim().split(' ')) grades.set(ref, gradeOf(sign, line));
  }
  return { ask, text, grades };
}

function gradeOf(sign: string, line: string): Grade {
  const grade = ([0, 1, 2, 3] as const).find((one) => String(one) === sign);
  if (grade === undefined) throw new TypeError(`no grade: ${line}`);
  return grade;
}
