/* Text as it is compared: without accents, in small letters. */
export const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLocaleLowerCase();
