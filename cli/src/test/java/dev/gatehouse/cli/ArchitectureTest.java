package dev.gatehouse.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/// Keeps the arrows of docs/architecture.md.
class ArchitectureTest {
    private static final JavaClasses CLASSES = new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.gatehouse");

    @Test
    void aRoomUsesOnlyRoomsAboveIt() {
        layeredArchitecture().consideringOnlyDependenciesInLayers()
                .layer("core").definedBy("dev.gatehouse.core..")
                .layer("document").definedBy("dev.gatehouse.document..")
                .layer("config").definedBy("dev.gatehouse.config..")
                .layer("source").definedBy("dev.gatehouse.source..")
                .layer("ecosystem").definedBy("dev.gatehouse.ecosystem..")
                .layer("advisory").definedBy("dev.gatehouse.advisory..")
                .layer("oci").definedBy("dev.gatehouse.oci..")
                .layer("rego").definedBy("dev.gatehouse.rego..")
                .layer("secrets").definedBy("dev.gatehouse.secrets..")
                .layer("sca").definedBy("dev.gatehouse.sca..")
                .layer("threatmodel").definedBy("dev.gatehouse.threatmodel..")
                .layer("iac").definedBy("dev.gatehouse.iac..")
                .layer("detection").definedBy("dev.gatehouse.detection..")
                .layer("foreign").definedBy("dev.gatehouse.foreign..")
                .layer("report").definedBy("dev.gatehouse.report..")
                .layer("policy").definedBy("dev.gatehouse.policy..")
                .layer("signing").definedBy("dev.gatehouse.signing..")
                .layer("ledger").definedBy("dev.gatehouse.ledger..")
                .layer("compliance").definedBy("dev.gatehouse.compliance..")
                .layer("cli").definedBy("dev.gatehouse.cli..")
                .whereLayer("cli").mayNotBeAccessedByAnyLayer()
                .whereLayer("policy").mayOnlyBeAccessedByLayers("cli")
                .whereLayer("compliance").mayOnlyBeAccessedByLayers("cli")
                .whereLayer("ledger").mayOnlyBeAccessedByLayers("compliance", "cli")
                .whereLayer("signing").mayOnlyBeAccessedByLayers("policy", "ledger", "compliance", "cli")
                .whereLayer("report").mayOnlyBeAccessedByLayers("policy", "cli")
                .whereLayer("secrets").mayOnlyBeAccessedByLayers("cli")
                .whereLayer("sca").mayOnlyBeAccessedByLayers("cli")
                .whereLayer("threatmodel").mayOnlyBeAccessedByLayers("cli")
                .whereLayer("iac").mayOnlyBeAccessedByLayers("cli")
                .whereLayer("detection").mayOnlyBeAccessedByLayers("cli")
                .whereLayer("foreign").mayOnlyBeAccessedByLayers("cli")
                .whereLayer("rego").mayOnlyBeAccessedByLayers("policy", "cli")
                .whereLayer("oci").mayOnlyBeAccessedByLayers("cli")
                .whereLayer("advisory").mayOnlyBeAccessedByLayers("sca", "cli")
                .whereLayer("ecosystem").mayOnlyBeAccessedByLayers("advisory", "sca", "foreign", "cli")
                .whereLayer("source").mayOnlyBeAccessedByLayers("oci", "cli")
                .whereLayer("config").mayOnlyBeAccessedByLayers("policy", "cli")
                .whereLayer("document")
                .mayOnlyBeAccessedByLayers("config", "ecosystem", "advisory", "oci", "secrets", "sca", "threatmodel", "iac",
                        "detection", "foreign", "policy", "signing", "ledger", "compliance", "cli")
                .check(CLASSES);
    }

    @Test
    void theVocabularyNeedsTheJdkOnly() {
        noClasses().that().resideInAPackage("dev.gatehouse.core..").should().dependOnClassesThat()
                .resideOutsideOfPackages("dev.gatehouse.core..", "java..", "org.jspecify..").check(CLASSES);
    }

    @Test
    void onlyTheCommandEndsTheProcess() {
        noClasses().that().resideOutsideOfPackages("dev.gatehouse.cli..", "dev.gatehouse.secrets.rule..").should()
                .callMethod(System.class, "exit", int.class).check(CLASSES);
    }

    @Test
    void nothingIsDeserialisedAndNoClassIsLoadedByName() {
        noClasses().should().dependOnClassesThat().haveFullyQualifiedName("java.io.ObjectInputStream").orShould()
                .callMethod(Class.class, "forName", String.class).check(CLASSES);
    }

    @Test
    void thereIsNoStaticMutableState() {
        fields().that().areStatic().and().doNotHaveName("$assertionsDisabled").should().beFinal().check(CLASSES);
    }
}
