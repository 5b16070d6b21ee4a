package dev.gatehouse.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.source.Trait;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlaceTraitsTest {

    @ParameterizedTest
    @CsvSource({"src/test/java/App.java,TEST", "src/AppTest.java,TEST", "src/AppIT.java,TEST", "pkg/server_test.go,TEST",
        "test_app.py,TEST",
        "a/__tests__/b.js,TEST", "b.spec.ts,TEST", "My.Project.Tests/A.cs,TEST", "spec/models/user.rb,TEST",
        "core/src/integrationTest/a.groovy,TEST", "node_modules/a/b.js,VENDORED", "third_party/x.c,VENDORED",
        "lib/python3/site-packages/x.py,VENDORED", "app/package-lock.json,GENERATED", "go.sum,GENERATED",
        "js/app.min.js,GENERATED",
        "api/user.pb.go,GENERATED", "Form1.Designer.cs,GENERATED", "README,DOCUMENTATION", "docs/a.yml,DOCUMENTATION",
        "guide.md,DOCUMENTATION", "a/login_pt_BR.properties,TRANSLATION", "src/i18n/lang/tr-tr-lang.json,TRANSLATION",
        "web/locales/de/common.yml,TRANSLATION", "res/values-fr/strings.xml,TRANSLATION", "po/sv.po,TRANSLATION",
        ".env.example,DOCUMENTATION", "test/app.war!lib/a.txt,TEST"})
    void recognises(String path, Trait trait) {
        assertThat(PlaceTraits.of(path)).contains(trait);
    }

    @ParameterizedTest
    @CsvSource({"src/main/java/Contest.java", "latest/app.py", "attest.go", "src/Protest.cs", "manifest.json",
        "config/production.yml", "org/acme/lang/Parser.java", "conf/db_xx.properties", "application-dev.yml", "id.json",
        "inventory/vendorlist.py", "src/Latest.java", ".env", "admin/genesis.rb", "bigIT.txt", "UNIT.java", "Dockerfile"})
    void doesNotGuessFromPartsOfWords(String path) {
        assertThat(PlaceTraits.of(path)).isEmpty();
    }
}
