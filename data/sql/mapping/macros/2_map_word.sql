-- One value: what a look-up says of a word, whatever its letters; NULL when the word is not in it.
create or replace macro map_word(given, words, meanings) as meanings[list_position(words, lower(map_text(given)))];
