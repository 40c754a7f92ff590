'use client';

import type { UserProfile } from '@nova/contract';
import { Check, X } from '../../ui/icons.tsx';
import { useId, useState } from 'react';
import type { KeyboardEvent } from 'react';
import { useSpeech } from '../../i18n/language-provider.tsx';
import { Avatar } from '../../ui/avatar.tsx';
import { classes } from '../../ui/classes.ts';
import { inputLook } from '../../ui/field.tsx';
import { StatusOf } from '../status/status-of.tsx';
import { usePeople } from './use-people.ts';

export interface PeoplePickerProps {
  readonly label: string;
  readonly chosen: readonly UserProfile[];
  readonly onChange: (chosen: readonly UserProfile[]) => void;
  /** Who is in already and cannot be chosen. */
  readonly without?: ReadonlySet<string>;
  /** Whether one types here first. */
  readonly isFocused?: boolean;
}

/** Chooses people by name or handle: letters find, arrows move, Enter takes, Backspace gives the last one back. */
export function PeoplePicker({ label, chosen, onChange, without, isFocused = false }: PeoplePickerProps) {
  const { t } = useSpeech();
  const id = useId();
  const [text, setText] = useState('');
  const [marked, setMarked] = useState(0);
  const people = usePeople(text, { without });
  const isChosen = (person: UserProfile): boolean => chosen.some((one) => one.id === person.id);
  const at = Math.min(marked, people.length - 1);

  const toggle = (person: UserProfile): void => {
    onChange(isChosen(person) ? chosen.filter((one) => one.id !== person.id) : [...chosen, person]);
    setText('');
    setMarked(0);
  };
  const onKey = (event: KeyboardEvent): void => {
    const person = people[at];
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      const by = event.key === 'ArrowDown' ? 1 : -1;
      setMarked(people.length === 0 ? 0 : (at + by + people.length) % people.length);
    } else if (event.key === 'Enter' && person && text !== '') {
      event.preventDefault();
      toggle(person);
    } else if (event.key === 'Backspace' && text === '' && chosen.length > 0) onChange(chosen.slice(0, -1));
  };

  return (
    <div className="group/picker">
      <label htmlFor={id} className="mb-1 block text-sm font-medium">
        {label}
      </label>
      {chosen.length > 0 && (
        <ul className="mb-2 flex flex-wrap gap-1.5">
          {chosen.map((person) => (
            <li
              key={person.id}
              className="flex items-center gap-1.5 rounded-full bg-selected py-0.5 ps-1 pe-0.5 text-sm"
            >
              <Avatar id={person.id} name={person.name} image={person.image} size="xs" />
              <span dir="auto">{person.name}</span>
              <button
                type="button"
                aria-label={t('people.remove', { name: person.name })}
                onClick={() => toggle(person)}
                className="grid size-6 place-items-center rounded-full hover:bg-hover"
              >
                <X aria-hidden="true" className="size-3.5" />
              </button>
            </li>
          ))}
        </ul>
      )}
      <input
        id={id}
        role="combobox"
        aria-expanded={people.length > 0}
        aria-controls={`${id}-list`}
        aria-activedescendant={people[at] ? `${id}-${people[at].id}` : undefined}
        aria-autocomplete="list"
        autoComplete="off"
        autoFocus={isFocused}
        className={inputLook}
        placeholder={t('people.placeholder')}
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          setMarked(0);
        }}
        onKeyDown={onKey}
        dir="auto"
      />
      <ul
        id={`${id}-list`}
        // A list of nobody has nothing to choose from.
        role={people.length > 0 ? 'listbox' : undefined}
        aria-multiselectable={people.length > 0 ? 'true' : undefined}
        aria-label={label}
        className="mt-2 h-56 overflow-y-auto"
      >
        {people.map((person, n) => (
          <li
            key={person.id}
            id={`${id}-${person.id}`}
            role="option"
            aria-selected={isChosen(person)}
            onClick={() => toggle(person)}
            onPointerMove={() => setMarked(n)}
            className={classes(
              'flex h-11 cursor-pointer items-center gap-3 rounded-md px-2 text-sm -outline-offset-1 outline-edge hover:bg-hover',
              // What Enter takes, while Enter goes there.
              n === at && 'group-focus-within/picker:bg-hover group-focus-within/picker:outline-1',
            )}
          >
            <Avatar id={person.id} name={person.name} image={person.image} size="sm" />
            <span className="min-w-0 flex-1 truncate">
              <span dir="auto">{person.name}</span> <bdi className="text-quiet">@{person.handle}</bdi>{' '}
              <StatusOf userId={person.id} />
            </span>
            {isChosen(person) && <Check aria-hidden="true" className="size-4 text-link" />}
          </li>
        ))}
        {people.length === 0 && (
          <li role="presentation" className="px-2 py-6 text-center text-sm text-quiet">
            {text.trim() === '' ? t('people.typeName') : t('people.nobody')}
          </li>
        )}
      </ul>
    </div>
  );
}
