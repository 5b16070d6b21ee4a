package dev.gatehouse.bench;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// One policy with its documents and input as files, so that every program reads the same bytes.
///
/// @param name
///            as the table shows it
/// @param policy
///            the module
/// @param data
///            the base documents, JSON
/// @param input
///            the input, JSON
/// @param query
///            what is evaluated
/// @param answer
///            of the query, JSON, so that nobody is fast with a wrong one; empty where only the time counts
record RegoCase(String name, Path policy, Path data, Path input, String query, String answer) {
    private static final int USERS = 200;
    private static final int ROLES = 20;
    private static final int CONTAINERS = 8;
    private static final int ACCOUNTS = 1_000_000;

    /// Writes the documents of all cases below a folder.
    ///
    /// @param policies
    ///            the folder of the modules
    static List<RegoCase> write(Path policies, Path folder) throws IOException {
        Path rbac = file(folder, "rbac-data.json", rbacData());
        Path abac = file(folder, "abac-data.json", """
                {"departments": {"cardiology": {"covers": ["surgery", "intensive-care"]}, "surgery": {"covers": []}},
                 "shifts": {"early": {"from": 6, "until": 14}, "late": {"from": 14, "until": 22}}}
                """);
        Path container = file(folder, "container-data.json", """
                {"settings": {"registries": ["registry.example/", "mirror.example/base/"], "largest_memory": "2Gi",
                  "host_paths": ["/var/log", "/etc/ssl"], "labels": ["app", "team", "owner"], "most_containers": 6}}
                """);
        Path million = folder.resolve("million-data.json");
        accounts(million);
        return List.of(
                new RegoCase("RBAC, 200 users, 20 roles, denied", policies.resolve("rbac.rego"), rbac,
                        file(folder, "rbac-denied.json",
                                "{\"user\": \"user-150\", \"action\": \"delete\", \"type\": \"invoice\"}"),
                        "data.rbac.allow", "false"),
                new RegoCase("RBAC, 200 users, 20 roles, allowed", policies.resolve("rbac.rego"), rbac,
                        file(folder, "rbac-allowed.json",
                                "{\"user\": \"user-150\", \"action\": \"read\", \"type\": \"type-10-4\"}"),
                        "data.rbac.allow", "true"),
                new RegoCase("ABAC", policies.resolve("abac.rego"), abac, file(folder, "abac.json", """
                        {"subject": {"id": "u7", "role": "clinician", "years": 3, "department": "cardiology", "shift": "late"},
                         "action": "read", "hour": 15,
                         "record": {"id": "r1", "owner": "u9", "department": "surgery", "sealed": false,
                          "classification": "internal", "tags": ["restricted/research", "2026"]}}
                        """), "data.abac.allow", "true"),
                new RegoCase("container security, 22 rules, pod of 8 containers", policies.resolve("container.rego"), container,
                        file(folder, "container.json", pod()), "data.container.report", ""),
                new RegoCase("1,000,000 entries, one looked up", policies.resolve("million.rego"), million,
                        file(folder, "lookup.json", "{\"account\": \"a0765432\", \"level\": 2}"), "data.million.allow", "true"),
                new RegoCase("1,000,000 entries, all counted", policies.resolve("million.rego"), million,
                        file(folder, "count.json", "{\"level\": 4}"), "data.million.same_level", "200000"));
    }

    private static Path file(Path folder, String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content);
    }

    private static String rbacData() {
        StringBuilder text = new StringBuilder("{\"user_roles\": {");
        for (int user = 0; user < USERS; user++) {
            text.append(user == 0 ? "" : ", ").append("\"user-").append(user).append("\": [\"role-").append(user % ROLES)
                    .append("\", \"role-").append((user + 7) % ROLES).append("\"]");
        }
        text.append("}, \"role_grants\": {");
        for (int role = 0; role < ROLES; role++) {
            text.append(role == 0 ? "" : ", ").append("\"role-").append(role).append("\": [");
            for (int grant = 0; grant < 6; grant++) {
                text.append(grant == 0 ? "" : ", ").append("{\"action\": \"").append(grant % 2 == 0 ? "read" : "update")
                        .append("\", \"type\": \"type-").append(role).append('-').append(grant).append("\"}");
            }
            text.append(']');
        }
        return text.append("}}").toString();
    }

    /// A pod in which every rule has something to do and about half of them something to say.
    private static String pod() {
        StringBuilder containers = new StringBuilder();
        for (int i = 0; i < CONTAINERS; i++) {
            containers.append(i == 0 ? "" : ", ").append("{\"name\": \"c").append(i).append("\", \"image\": \"")
                    .append(i % 3 == 0 ? "elsewhere.example/app:latest" : "registry.example/team/app:1." + i)
                    .append("\", \"env\": [{\"name\": \"MODE\", \"value\": \"fast\"}, {\"name\": \"")
                    .append(i == 5 ? "DB_PASSWORD" : "PORT")
                    .append("\", \"value\": \"placeholder\"}], \"ports\": [{\"containerPort\": ").append(8000 + i)
                    .append("}], \"resources\": {\"limits\": {\"cpu\": \"500m\"")
                    .append(i % 2 == 0 ? ", \"memory\": \"512Mi\"" : "")
                    .append("}}, \"livenessProbe\": {\"path\": \"/\"}, \"securityContext\": {\"runAsNonRoot\": ").append(i != 2)
                    .append(", \"allowPrivilegeEscalation\": false, \"readOnlyRootFilesystem\": true, \"capabilities\": {\"drop\": [\"ALL\"]")
                    .append(i == 4 ? ", \"add\": [\"SYS_ADMIN\", \"CHOWN\"]" : "").append("}}}");
        }
        return "{\"review\": {\"object\": {\"metadata\": {\"name\": \"pod\", \"labels\": {\"app\": \"shop\", \"team\": \"web\"}},"
                + " \"spec\": {\"hostNetwork\": false, \"volumes\": [{\"name\": \"log\", \"hostPath\": {\"path\": \"/var/log\"}}, {\"name\": \"run\","
                + " \"hostPath\": {\"path\": \"/run/docker.sock\"}}], \"containers\": [" + containers + "]}}}}";
    }

    private static void accounts(Path file) throws IOException {
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            out.write("{\"accounts\": {");
            for (int i = 0; i < ACCOUNTS; i++) {
                out.write(String.format("%s\"a%07d\":{\"level\":%d,\"locked\":%b}", i == 0 ? "" : ",", i, i % 5, i % 11 == 3));
            }
            out.write("}}");
        }
    }

    /// The container policy many times under other package names: what a large pack of policies is for a compiler.
    static void writePack(Path policies, Path folder, int copies) throws IOException {
        Files.createDirectories(folder);
        String text = Files.readString(policies.resolve("container.rego"));
        for (int i = 0; i < copies; i++) {
            Files.writeString(folder.resolve("container-" + i + ".rego"),
                    text.replace("package container", "package pack.p" + i));
        }
    }
}
