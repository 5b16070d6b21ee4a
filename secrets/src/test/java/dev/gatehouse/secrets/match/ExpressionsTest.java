package dev.gatehouse.secrets.match;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpressionsTest {

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '~', quoteCharacter = '\u0001', value = {
        "py ~ PGPASSWORD = «secret_response.payload.data.decode»(UTF8)",
        "py ~ run(cmd, PGPASSWORD=«settings.db_password», check=True)",
        "py ~ os.environ['MYSQL_PWD'] = «password1»",
        "go ~ env.AWSSecret := «creds.SecretAccessKey»",
        "ts ~ PGPASSWORD: «process.env.DB_PASS»,",
        "rb ~ 'PGPASSWORD' => «config.password»"})
    void anUnquotedRightHandSideOfCodeIsOne(String extension, String marked) {
        assertThat(is(extension, marked)).isTrue();
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '~', quoteCharacter = '\u0001', value = {
        "sh ~ PGPASSWORD=«hk3s9dkq21» psql",
        "yaml ~   PGPASSWORD: «hk3s9dkqab»",
        "py ~ PGPASSWORD = '«hk3s9dkqab»'",
        "py ~ subprocess.run('PGPASSWORD=«hk3s9dkqab» psql', shell=True)",
        "py ~ # PGPASSWORD = «hk3s9dkqab»",
        "java ~ /// PGPASSWORD=«hk3s9dkqab»",
        "py ~ PGPASSWORD=«hk3s9dkq21» psql",
        "py ~ PGPASSWORD = «hk3s9!dkq*21»"})
    void whatStandsInStringsCommentsScriptsIsALiteral(String extension, String marked) {
        assertThat(is(extension, marked)).isFalse();
    }

    private static boolean is(String extension, String marked) {
        int start = marked.indexOf('«');
        int end = marked.indexOf('»') - 1;
        return Expressions.is(marked.replace("«", "").replace("»", ""), start, end, extension);
    }
}
