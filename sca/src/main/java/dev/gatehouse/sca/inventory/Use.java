package dev.gatehouse.sca.inventory;

import dev.gatehouse.core.check.Shown;
import dev.gatehouse.ecosystem.PackageUrl;
import dev.gatehouse.sca.listing.Component;
import dev.gatehouse.sca.listing.Hash;
import dev.gatehouse.sca.listing.Scope;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A package of a project while the inventory is being put together.
final class Use {
    private final PlacedListing file;
    private final Component component;
    private final int position;
    private final Set<Hash> hashes;
    private PackageUrl purl;
    private String requirement;
    private @Nullable Scope scope;
    private boolean direct;
    private boolean own;
    private String licence;
    private String supplier;
    private String concluded = "";
    private String owner = "";
    private String note = "";
    private PackageUse.@Nullable Declared declared;

    Use(PlacedListing file, Component component, int position) {
        this.file = file;
        this.component = component;
        this.position = position;
        this.purl = component.purl();
        this.requirement = component.requirement();
        this.direct = component.direct();
        this.own = component.own();
        this.licence = component.licence();
        this.supplier = component.supplier();
        this.hashes = new LinkedHashSet<>(component.hashes());
    }

    Component component() {
        return component;
    }

    PlacedListing file() {
        return file;
    }

    PackageUrl purl() {
        return purl;
    }

    void purl(PackageUrl other) {
        purl = other;
    }

    boolean direct() {
        return direct;
    }

    boolean own() {
        return own;
    }

    void own(boolean is) {
        own = is;
    }

    /// The scope that was given to it since the file was read; null if none.
    @Nullable
    Scope given() {
        return scope;
    }

    void give(Scope another) {
        scope = scope == null ? another : scope.or(another);
    }

    void note(String text) {
        note = text;
    }

    void owner(String name) {
        owner = name;
    }

    void describe(String declaredLicence, String declaredSupplier) {
        licence = licence.isEmpty() ? declaredLicence : licence;
        supplier = supplier.isEmpty() ? declaredSupplier : supplier;
    }

    void conclude(String expression) {
        concluded = expression;
    }

    void hashes(List<Hash> more) {
        hashes.addAll(more);
    }

    /// A manifest asks for it.
    void asked(PlacedListing manifest, int at, Component by) {
        direct = true;
        requirement = requirement.isEmpty() ? by.requirement() : requirement;
        Shown shown = manifest.shown(at);
        if (declared == null && shown != null) {
            declared = new PackageUse.Declared(manifest.place(), shown);
        }
    }

    PackageUse build(List<Integer> requires) {
        return new PackageUse(purl, requirement, scope == null ? component.scope() : scope, direct, own, file.listing().format(),
                file.listing().role(), file.place(), file.shown(position), declared, requires, new ArrayList<>(hashes), licence,
                concluded, supplier, component.source(), owner, note);
    }
}
