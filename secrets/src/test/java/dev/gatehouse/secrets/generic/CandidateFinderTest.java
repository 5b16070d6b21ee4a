package dev.gatehouse.secrets.generic;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The value that belongs to a name is found in the idioms of languages and formats.
class CandidateFinderTest {

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '~', quoteCharacter = '\u0001', value = {
        "Main.java ~ private static final String PASSWORD = \"§\";",
        "Main.java ~ builder.setPassword(\"§\").build();",
        "Main.java ~ properties.put(\"password\", \"§\");",
        "Main.java ~ if (token.equals(x) || apiKey == \"§\") {",
        "a.kt ~ val password: String = \"§\"",
        "a.go ~ var password string = \"§\"",
        "a.go ~ key := []byte(\"§\")",
        "a.scala ~ password = Some(\"§\"),",
        "a.php ~ $config['db_password'] = '§';",
        "a.php ~ define('DB_PASSWORD', '§');",
        "a.rb ~ :password => '§',",
        "a.py ~ PASSWORD = os.environ.get(\"PASSWORD\") or \"§\"",
        "a.py ~ secret = b'§'",
        "a.js ~ const token = process.env.TOKEN || '§';",
        "a.js ~ {\"auth_token\":\"§\",\"n\":1}",
        "a.c ~ char password[32] = \"§\";",
        "a.cs ~ var s = \"Server=db;User Id=sa;Password=§;Timeout=3\";",
        "a.yml ~ password: §",
        "a.yml ~   - POSTGRES_PASSWORD=§",
        "a.properties ~ spring.datasource.password=§",
        ".env ~ export API_KEY=§",
        ".env ~ URL=${DB_PASSWORD:-§}",
        "Dockerfile ~ ENV MYSQL_ROOT_PASSWORD §",
        "a.xml ~ <password>§</password>",
        "a.xml ~ <property name=\"password\" value=\"§\"/>",
        "a.xml ~ <add key=\"ApiToken\" value=\"§\" />",
        "a.html ~ <b>password</b>: <code>§</code>",
        "a.sql ~ CREATE USER 'a'@'%' IDENTIFIED BY '§';",
        "a.sql ~ ALTER ROLE admin WITH PASSWORD '§';",
        "a.sh ~ curl -s -u admin:§ https://host.example/",
        "a.sh ~ mysql -u root -p§ db",
        "a.sh ~ login --password § --quiet",
        "a.md ~ redis://user:§@db.internal:6379/0",
        "a.go ~ db, err := sql.Open(\"mysql\", \"root:§@tcp(127.0.0.1:3306)/db\")",
        "a.md ~ Authorization: Bearer §",
        "a.http ~ GET /x?access_token=§&page=2",
        "a.json ~ \"body\": \"{\\\"password\\\":\\\"§\\\"}\"",
        "a.json ~ {\"key\": \"password\", \"value\": \"§\"}",
        "a.html ~ &quot;secret&quot;: &quot;§&quot;",
        ".netrc ~ machine h login me password §",
        "a.txt ~ The password is §"})
    void findsTheValueOfAnIdiom(String file, String template) {
        String value = "q7Rv0ZkXw2";
        assertThat(values(template.replace("§", value), file)).contains(value);
    }

    @Test
    void findsAValueOnTheNextLine() {
        assertThat(values("password:\n  q7Rv0ZkXw2\n", "a.yml")).contains("q7Rv0ZkXw2");
        assertThat(values("- name: DB_PASSWORD\n  value: q7Rv0ZkXw2\n", "a.yaml")).contains("q7Rv0ZkXw2");
        assertThat(values("\"key\": \"token\",\n\"value\": \"q7Rv0ZkXw2\"\n", "a.json")).contains("q7Rv0ZkXw2");
        assertThat(values("<key>password</key>\r\n<string>q7Rv0ZkXw2</string>\n", "a.plist")).contains("q7Rv0ZkXw2");
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '~', quoteCharacter = '\u0001', value = {
        "a.java ~ String password = request.getPassword();",
        "a.go ~ password: cfg.Password,",
        "a.yml ~ password: ${DB_PASSWORD}",
        "a.yml ~ password: {{ vault_password }}",
        "a.md ~ This is the author: nobody",
        "a.txt ~ Enter the password that you were given by the operator of the site"})
    void passesOverWhatIsPlainlyNone(String file, String line) {
        assertThat(values(line, file)).isEmpty();
    }

    private static List<String> values(String line, String file) {
        // Bytes around the text must not be looked at.
        byte[] text = ("password=outside\n" + line + "\npassword=outside").getBytes(StandardCharsets.UTF_8);
        int offset = "password=outside\n".length();
        List<String> values = new ArrayList<>();
        new CandidateFinder(text, offset, text.length - 2 * offset, Language.of(file),
                c -> values.add(new String(text, c.start(), c.end() - c.start(), StandardCharsets.UTF_8))).run();
        return values;
    }
}
