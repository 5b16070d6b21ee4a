package dev.gatehouse.secrets.generic;

/// What is measured of a candidate, one number each. The order is part of the trained model.
enum Signal {
    LENGTH("length of the value"), DIGITS("digits in the value"), UPPER("capitals in the value"), LOWER(
            "small letters in the value"), SPECIAL("special characters in the value"), BLANKS("blanks in the value"), FOREIGN(
                    "non-ASCII characters"), ENTROPY("entropy of the value"), RELATIVE_ENTROPY("entropy for its length"), FOLLOWS(
                            "letters follow as in words"), WORST_RUN("the least word-like run of letters"), WORDS(
                                    "share covered by known words"), LONGEST_RUN("longest run of letters"), SWITCHES(
                                            "changes between letters and digits"), CASE_SWITCHES("changes of case"), VOWELS(
                                                    "vowels"), REPEATS("repeated characters"), SEQUENCE(
                                                            "ascending or descending characters"), DISTINCT(
                                                                    "different characters"), HEX("hexadecimal"), HEX_DIGEST(
                                                                            "hexadecimal of a digest's length"), BASE64(
                                                                                    "looks like base64"), PADDED(
                                                                                            "padded with ="), UUID(
                                                                                                    "a UUID"), NUMBER(
                                                                                                            "a number"), SLASHES(
                                                                                                                    "slashes"), DOTS(
                                                                                                                            "points"), DASHES(
                                                                                                                                    "dashes"), UNDERSCORES(
                                                                                                                                            "underscores"), COLONS(
                                                                                                                                                    "colons"), ADDRESS(
                                                                                                                                                            "a URL"), TEMPLATE(
                                                                                                                                                                    "a template's variable"), ANGLE(
                                                                                                                                                                            "angle brackets"), DOLLAR(
                                                                                                                                                                                    "a dollar sign"), BRACKETS(
                                                                                                                                                                                            "brackets"), EQUALS(
                                                                                                                                                                                                    "an equals sign inside"), ELLIPSIS(
                                                                                                                                                                                                            "dots, asterisks or x in place of characters"), PLACEHOLDER(
                                                                                                                                                                                                                    "a placeholder word"), TEST_WORD(
                                                                                                                                                                                                                            "a word for tests"), SECRET_WORD(
                                                                                                                                                                                                                                    "a word for secrets in the value"), KEYWORD(
                                                                                                                                                                                                                                            "a keyword or type"), CONSTANT(
                                                                                                                                                                                                                                                    "written like a constant"), CAMEL(
                                                                                                                                                                                                                                                            "written like a name"), SNAKE(
                                                                                                                                                                                                                                                                    "words with underscores"), KEBAB(
                                                                                                                                                                                                                                                                            "words with dashes"), CAPITALISED(
                                                                                                                                                                                                                                                                                    "a capitalised word"), LIKE_KEY(
                                                                                                                                                                                                                                                                                            "resembles its own name"), LIKE_USER(
                                                                                                                                                                                                                                                                                                    "resembles the user"), EMAIL(
                                                                                                                                                                                                                                                                                                            "an e-mail address"), VERSION(
                                                                                                                                                                                                                                                                                                                    "a version number"), PUNCTUATED(
                                                                                                                                                                                                                                                                                                                            "ends like a sentence"), PERCENT(
                                                                                                                                                                                                                                                                                                                                    "percent signs"), FILE(
                                                                                                                                                                                                                                                                                                                                            "a file name"), PREFIXED(
                                                                                                                                                                                                                                                                                                                                                    "a prefix like that of tokens"), LITERAL(
                                                                                                                                                                                                                                                                                                                                                            "a number in hexadecimal or a colour"), LEFT_OUT(
                                                                                                                                                                                                                                                                                                                                                                    "ends in dots"),

    KEY_LENGTH("length of the name"), KEY_WORDS("words in the name"), KEY_PASS("named a password"), KEY_SECRET(
            "named a secret"), KEY_TOKEN("named a token"), KEY_KEY("named a key"), KEY_AUTH(
                    "named authentication"), KEY_CREDENTIAL("named credentials"), KEY_QUALIFIED("a key for access"), KEY_OTHER(
                            "a key of another kind"), KEY_ABOUT("names something about a secret"), KEY_LAST(
                                    "the name ends in the word"), KEY_CONSTANT("the name is a constant"), KEY_DOTTED(
                                            "the name has points"), KEY_ALONE("the name is the word alone"),

    QUOTED("quoted"), SINGLE("in single quotes"), BACKQUOTED("in backquotes"), ESCAPED("in escaped quotes"), IDIOM_ASSIGNMENT(
            "assigned"), IDIOM_COMPARISON("compared"), IDIOM_ARGUMENT("an argument"), IDIOM_ELEMENT(
                    "an element's text"), IDIOM_PAIR("a value beside its name"), IDIOM_URL("the password of a URL"), IDIOM_SCHEME(
                            "HTTP authentication"), IDIOM_OPTION("a command-line option"), IDIOM_SQL(
                                    "a password in SQL"), IDIOM_PROSE("follows the word"), IDIOM_NEXT_LINE(
                                            "on the next line"), IN_CODE("in code"), IN_SHELL("in a script"), IN_PROPERTIES(
                                                    "in configuration"), IN_YAML("in YAML"), IN_JSON("in JSON"), IN_TOML(
                                                            "in TOML"), IN_MARKUP("in XML or HTML"), IN_SQL(
                                                                    "in SQL"), IN_PROSE("in a document"), IN_OTHER(
                                                                            "in a file of unknown kind"), COMMENTED(
                                                                                    "in a comment"), ENDS_LINE(
                                                                                            "ends the line"), BEFORE_SEMICOLON(
                                                                                                    "before a semicolon"), BEFORE_COMMA(
                                                                                                            "before a comma"), BEFORE_BRACKET(
                                                                                                                    "before a bracket"), BEFORE_WORD(
                                                                                                                            "before another word"), KEY_OFFSET(
                                                                                                                                    "text before the name"), LINE_LENGTH(
                                                                                                                                            "length of the line"), TEST_LINE(
                                                                                                                                                    "a test's words on the line"), USER_NEAR(
                                                                                                                                                            "a user beside it"), HOST_NEAR(
                                                                                                                                                                    "a host beside it"), USER_AROUND(
                                                                                                                                                                            "a user on a neighbouring line"), HOST_AROUND(
                                                                                                                                                                                    "a host on a neighbouring line"), CALLED(
                                                                                                                                                                                            "wrapped in a call"), LOOKED_UP(
                                                                                                                                                                                                    "looked up by a call"), KEY_QUOTED(
                                                                                                                                                                                                            "the name is quoted"), KEY_MEMBER(
                                                                                                                                                                                                                    "the name is a member"), INDENT(
                                                                                                                                                                                                                            "indentation"), SPACED(
                                                                                                                                                                                                                                    "blanks around the operator"), BY_COLON(
                                                                                                                                                                                                                                            "by a colon"), GLUE(
                                                                                                                                                                                                                                                    "length between name and value"), DECLARED(
                                                                                                                                                                                                                                                            "declared on the line"), CONDITION(
                                                                                                                                                                                                                                                                    "in a condition"), MESSAGE(
                                                                                                                                                                                                                                                                            "in a message");

    final String words;

    Signal(String words) {
        this.words = words;
    }
}
