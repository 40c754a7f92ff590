import type { ComponentProps, ReactElement } from 'react';

/** A sign of the Lucide set. It takes the colour of the text around it; `aria-hidden` unless it says something by itself. */
export type Icon = (props: ComponentProps<'svg'>) => ReactElement;

/**
 * The signs' lines lie in one file, which the build names by its contents: an update's signs are never looked for in an
 * earlier build's file. It weighs nothing in the app's JavaScript. A new sign gets a line below; the file is made anew
 * from Lucide by `npm test -- icons -u`.
 */
const sprite = new URL('sprite.svg', import.meta.url).pathname;

function icon(id: string): Icon {
  return function Sign(props) {
    return (
      <svg
        width={24}
        height={24}
        fill="none"
        stroke="currentColor"
        strokeWidth={2}
        strokeLinecap="round"
        strokeLinejoin="round"
        {...props}
      >
        <use href={`${sprite}#${id}`} />
      </svg>
    );
  };
}

export const FileDown = /* @__PURE__ */ icon('FileDown');
export const ArrowDown = /* @__PURE__ */ icon('ArrowDown');
export const ArrowLeft = /* @__PURE__ */ icon('ArrowLeft');
export const ArrowUp = /* @__PURE__ */ icon('ArrowUp');
export const AtSign = /* @__PURE__ */ icon('AtSign');
export const Bell = /* @__PURE__ */ icon('Bell');
export const BellOff = /* @__PURE__ */ icon('BellOff');
export const BellRing = /* @__PURE__ */ icon('BellRing');
export const Bold = /* @__PURE__ */ icon('Bold');
export const Bookmark = /* @__PURE__ */ icon('Bookmark');
export const BookmarkMinus = /* @__PURE__ */ icon('BookmarkMinus');
export const BookmarkX = /* @__PURE__ */ icon('BookmarkX');
export const Check = /* @__PURE__ */ icon('Check');
export const ChevronDown = /* @__PURE__ */ icon('ChevronDown');
export const CircleAlert = /* @__PURE__ */ icon('CircleAlert');
export const CircleHelp = /* @__PURE__ */ icon('CircleHelp');
export const Clock = /* @__PURE__ */ icon('Clock');
export const Code = /* @__PURE__ */ icon('Code');
export const Copy = /* @__PURE__ */ icon('Copy');
export const CornerUpLeft = /* @__PURE__ */ icon('CornerUpLeft');
export const DoorClosed = /* @__PURE__ */ icon('DoorClosed');
export const Download = /* @__PURE__ */ icon('Download');
export const Ellipsis = /* @__PURE__ */ icon('Ellipsis');
export const File = /* @__PURE__ */ icon('File');
export const FileCode = /* @__PURE__ */ icon('FileCode');
export const Forward = /* @__PURE__ */ icon('Forward');
export const Hash = /* @__PURE__ */ icon('Hash');
export const Italic = /* @__PURE__ */ icon('Italic');
export const Link = /* @__PURE__ */ icon('Link');
export const List = /* @__PURE__ */ icon('List');
export const ListOrdered = /* @__PURE__ */ icon('ListOrdered');
export const LoaderCircle = /* @__PURE__ */ icon('LoaderCircle');
export const Lock = /* @__PURE__ */ icon('Lock');
export const LogIn = /* @__PURE__ */ icon('LogIn');
export const LogOut = /* @__PURE__ */ icon('LogOut');
export const Megaphone = /* @__PURE__ */ icon('Megaphone');
export const MessageSquare = /* @__PURE__ */ icon('MessageSquare');
export const MessageSquarePlus = /* @__PURE__ */ icon('MessageSquarePlus');
export const Mic = /* @__PURE__ */ icon('Mic');
export const Monitor = /* @__PURE__ */ icon('Monitor');
export const MoonStar = /* @__PURE__ */ icon('MoonStar');
export const Paperclip = /* @__PURE__ */ icon('Paperclip');
export const Pencil = /* @__PURE__ */ icon('Pencil');
export const PencilLine = /* @__PURE__ */ icon('PencilLine');
export const Pin = /* @__PURE__ */ icon('Pin');
export const PinOff = /* @__PURE__ */ icon('PinOff');
export const Plus = /* @__PURE__ */ icon('Plus');
export const Reply = /* @__PURE__ */ icon('Reply');
export const Search = /* @__PURE__ */ icon('Search');
export const SendHorizontal = /* @__PURE__ */ icon('SendHorizontal');
export const Settings2 = /* @__PURE__ */ icon('Settings2');
export const ShieldCheck = /* @__PURE__ */ icon('ShieldCheck');
export const Smartphone = /* @__PURE__ */ icon('Smartphone');
export const Smile = /* @__PURE__ */ icon('Smile');
export const SmilePlus = /* @__PURE__ */ icon('SmilePlus');
export const Sparkles = /* @__PURE__ */ icon('Sparkles');
export const SquareCode = /* @__PURE__ */ icon('SquareCode');
export const Star = /* @__PURE__ */ icon('Star');
export const StarOff = /* @__PURE__ */ icon('StarOff');
export const Strikethrough = /* @__PURE__ */ icon('Strikethrough');
export const Sun = /* @__PURE__ */ icon('Sun');
export const TextQuote = /* @__PURE__ */ icon('TextQuote');
export const Trash2 = /* @__PURE__ */ icon('Trash2');
export const TriangleAlert = /* @__PURE__ */ icon('TriangleAlert');
export const Undo2 = /* @__PURE__ */ icon('Undo2');
export const UserMinus = /* @__PURE__ */ icon('UserMinus');
export const UserPlus = /* @__PURE__ */ icon('UserPlus');
export const UserRound = /* @__PURE__ */ icon('UserRound');
export const UsersRound = /* @__PURE__ */ icon('UsersRound');
export const X = /* @__PURE__ */ icon('X');
export const ZoomIn = /* @__PURE__ */ icon('ZoomIn');
export const ZoomOut = /* @__PURE__ */ icon('ZoomOut');
