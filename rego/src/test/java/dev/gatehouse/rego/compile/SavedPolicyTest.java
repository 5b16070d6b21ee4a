package dev.gatehouse.rego.compile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.rego.Rego;
import dev.gatehouse.rego.evaluate.EvaluationRequest;
import dev.gatehouse.rego.evaluate.Policy;
import dev.gatehouse.rego.syntax.RegoException;
import dev.gatehouse.rego.value.Value;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.zip.CRC32C;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class SavedPolicyTest {
    private static final int MODULES = 40;

    private static Policy policy() throws RegoException {
        Map<String, String> modules = new LinkedHashMap<>();
        for (int i = 0; i < MODULES; i++) {
            modules.put("m" + i + ".rego", """
                    package shop.p%d

                    import data.shop.p%d as next

                    price := %d

                    sum := price + next.price

                    names contains name if some name in ["ä", "日本", "😀", "a%d"]

                    nested.of[key].rules := value if some key, value in {"x": 1, "y": %d}
                    """.formatted(i, (i + 1) % MODULES, i, i, i));
        }
        modules.put("above.rego", """
                package shop

                total := sum([p.price | some p in [data.shop.p0, data.shop.p1, data.shop.p2]])
                """);
        return Rego.compiler().compile(modules);
    }

    private static Value answer(Policy policy, String query) throws RegoException {
        return java.util.Objects.requireNonNull(policy.query(query).value(EvaluationRequest.of(null)));
    }

    @Test
    void answersAsBeforeWhicheverPackageIsAskedFirst() throws Exception {
        Policy compiled = policy();
        byte[] saved = compiled.save();

        for (String query : List.of("data.shop.p7.sum", "data.shop.total", "data.shop.p3.nested", "data.shop", "data",
                "{k | data.shop[k].price > 30}")) {
            assertThat(answer(Rego.compiler().load(saved), query)).as(query).isEqualTo(answer(compiled, query));
        }
    }

    @Test
    void savesALoadedPolicyAsItWas() throws Exception {
        byte[] saved = policy().save();

        assertThat(Rego.compiler().load(saved).save()).isEqualTo(saved);
    }

    @Test
    void manyThreadsMayUseALoadedPolicyFromItsFirstMomentOn() throws Exception {
        Policy compiled = policy();
        Policy loaded = Rego.compiler().load(compiled.save());
        List<Future<Value>> answers = new ArrayList<>();
        try (ExecutorService pool = Executors.newFixedThreadPool(8)) {
            for (int i = 0; i < 400; i++) {
                String query = i % 5 == 0 ? "data.shop" : "data.shop.p" + i % MODULES;
                answers.add(pool.submit(() -> answer(loaded, query)));
            }
        }
        for (int i = 0; i < answers.size(); i++) {
            assertThat(answers.get(i).get()).isEqualTo(answer(compiled, i % 5 == 0 ? "data.shop" : "data.shop.p" + i % MODULES));
        }
    }

    @Test
    void refusesBytesThatChanged() throws Exception {
        byte[] saved = policy().save();
        for (int i = 0; i < saved.length; i += 1 + saved.length / 500) {
            byte[] changed = saved.clone();
            changed[i] ^= 0x20;
            assertThatThrownBy(() -> Rego.compiler().load(changed)).isInstanceOf(IOException.class);
        }
        assertThatThrownBy(() -> Rego.compiler().load(new byte[3])).isInstanceOf(IOException.class);
    }

    @Test
    void forgedEndsOfTextsEndInAnErrorOfTheirOwn() throws Exception {
        forgedBytesEndInAnErrorOfTheirOwn(146902);
    }

    @Property(tries = 300)
    void forgedBytesEndInAnErrorOfTheirOwn(@ForAll long seed) throws Exception {
        byte[] forged = policy().save();
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        for (int i = 0; i < 3; i++) {
            forged[16 + random.nextInt(forged.length - 16)] = (byte) random.nextInt();
        }
        CRC32C checksum = new CRC32C();
        checksum.update(forged, 16, forged.length - 16);
        ByteBuffer.wrap(forged).putInt(8, (int) checksum.getValue());
        try {
            Policy loaded = Rego.compiler().load(forged);
            loaded.compilation().modules().forEach(ModuleUnit::definitions);
        } catch (IOException | DamagedPolicyException e) {
            assertThat(e).hasMessageNotContaining("null");
        }
    }
}
