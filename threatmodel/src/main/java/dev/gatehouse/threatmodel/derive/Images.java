package dev.gatehouse.threatmodel.derive;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What the name of an image tells.
final class Images {
    /// Products that keep data, by the last part of their image's name, and the protocol that they speak.
    private static final Map<String, String> STORES = Map.ofEntries(Map.entry("postgres", "postgres"),
            Map.entry("postgresql", "postgres"),
            Map.entry("postgis", "postgres"), Map.entry("timescaledb", "postgres"), Map.entry("mysql", "mysql"),
            Map.entry("mariadb", "mysql"), Map.entry("percona", "mysql"), Map.entry("mongo", "mongodb"),
            Map.entry("mongodb", "mongodb"),
            Map.entry("redis", "redis"), Map.entry("valkey", "redis"), Map.entry("keydb", "redis"),
            Map.entry("memcached", "memcached"),
            Map.entry("elasticsearch", "elasticsearch"), Map.entry("opensearch", "elasticsearch"),
            Map.entry("cassandra", "cassandra"),
            Map.entry("scylla", "cassandra"), Map.entry("rabbitmq", "amqp"), Map.entry("kafka", "kafka"),
            Map.entry("redpanda", "kafka"),
            Map.entry("nats", "nats"), Map.entry("minio", "s3"), Map.entry("etcd", "etcd"), Map.entry("couchdb", "couchdb"),
            Map.entry("neo4j", "neo4j"), Map.entry("influxdb", "influxdb"), Map.entry("clickhouse-server", "clickhouse"),
            Map.entry("clickhouse", "clickhouse"), Map.entry("cockroach", "postgres"), Map.entry("zookeeper", "zookeeper"),
            Map.entry("vault", "vault"), Map.entry("solr", "solr"), Map.entry("mssql", "mssql"),
            Map.entry("server-mssql", "mssql"));
    private static final Set<String> MSSQL = Set.of("mcr.microsoft.com/mssql/server");

    private Images() {}

    /// The protocol of the data store that the image is; null if it is none that is known.
    static @Nullable String store(String image) {
        String name = image.replaceFirst("@.*$", "").replaceFirst(":[^/:]*$", "");
        return MSSQL.contains(name) ? "mssql" : STORES.get(name.substring(name.lastIndexOf('/') + 1));
    }

    /// Whether the name can mean another image tomorrow.
    static boolean isMutable(String image) {
        return !image.isEmpty() && !image.contains("@sha256:");
    }
}
