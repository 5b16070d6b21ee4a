package dev.gatehouse.secrets.generic;

/// How a value is tied to what names it.
enum Idiom {
    /// `password = value`, and `password: value` and its like.
    ASSIGNMENT("assigned to a name"),
    /// `password == value`, `password != value`.
    COMPARISON("compared with a name"),
    /// `setPassword("value")`, `put("password", "value")`.
    ARGUMENT("an argument"),
    /// `<password>value</password>`.
    ELEMENT("the text of an element"),
    /// Two sibling fields, one with the name and one with the value: `name: DB_PASSWORD` before `value: …`.
    PAIR("the value beside a field with the name"),
    /// `scheme://user:value@host`, `user:value@tcp(host)`.
    URL("the password of a URL"),
    /// `Basic value`, `Bearer value`.
    SCHEME("a value for HTTP authentication"),
    /// `--password value`, `curl -u user:value`, `mysql -pvalue`.
    OPTION("a command-line option"),
    /// `IDENTIFIED BY 'value'`.
    SQL("a password in SQL"),
    /// `password value`, `password is value`.
    PROSE("follows the word"),
    /// The value stands on the line after the name.
    NEXT_LINE("on the line after the name");

    final String words;

    Idiom(String words) {
        this.words = words;
    }
}
