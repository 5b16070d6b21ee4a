package dev.gatehouse.threatmodel;

import dev.gatehouse.core.diagnostic.Diagnostic;
import dev.gatehouse.threatmodel.derive.ModelBuilder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A small shop, as its repository declares it.
final class Samples {
    static final String KUBERNETES = """
            apiVersion: networking.k8s.io/v1
            kind: Ingress
            metadata: {name: shop, namespace: shop}
            spec:
              rules:
                - http: {paths: [{path: /, backend: {service: {name: checkout, port: {number: 80}}}}]}
            ---
            apiVersion: v1
            kind: Service
            metadata: {name: checkout, namespace: shop}
            spec: {selector: {app: checkout}}
            ---
            apiVersion: v1
            kind: Service
            metadata: {name: orders-db, namespace: shop}
            spec: {selector: {app: orders}}
            ---
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: checkout, namespace: shop}
            spec:
              template:
                metadata: {labels: {app: checkout, tier: web}}
                spec:
                  serviceAccountName: checkout
                  containers:
                    - name: main
                      image: registry.example/shop/checkout:1.2
                      env: [{name: DATABASE_URL, value: "postgres://orders-db:5432/orders?sslmode=require"}]
            ---
            apiVersion: apps/v1
            kind: StatefulSet
            metadata: {name: orders, namespace: shop}
            spec:
              template:
                metadata: {labels: {app: orders}}
                spec:
                  automountServiceAccountToken: false
                  containers:
                    - name: db
                      image: registry.example/postgres@sha256:%s
                      securityContext: {privileged: true}
                      resources: {limits: {memory: 1Gi}}
              volumeClaimTemplates: [{metadata: {name: data}}]
            """.formatted("0a".repeat(32));

    static final String OPENAPI = """
            openapi: 3.0.3
            info: {title: Checkout API, version: "1"}
            servers: [{url: "https://shop.example"}]
            security: [{token: []}]
            paths:
              /orders:
                get: {responses: {}}
                post: {security: [], responses: {}}
            """;

    static final String COMPOSE = """
            services:
              web:
                image: registry.example/web
                ports: ["8080:80", "127.0.0.1:9000:9000"]
                environment: ["CACHE_HOST=cache"]
                depends_on: [cache, db]
                volumes: ["/var/run/docker.sock:/var/run/docker.sock"]
              cache: {image: "redis:7", mem_limit: 64m}
              db: {image: "mariadb:11"}
            """;

    final List<Diagnostic> diagnostics = new ArrayList<>();
    private final ModelBuilder builder = new ModelBuilder(diagnostics::add);

    Samples with(String path, String text) {
        builder.add(path, text.getBytes(StandardCharsets.UTF_8));
        return this;
    }

    Model model() {
        return model(null);
    }

    /// @param lost
    ///            an element that was reviewed and is gone; null if there is none
    Model model(@Nullable String lost) {
        builder.tell(lost);
        return builder.build();
    }

    static Model shop() {
        return new Samples().with("deploy/shop.yaml", KUBERNETES).with("api/openapi.yaml", OPENAPI).model();
    }
}
