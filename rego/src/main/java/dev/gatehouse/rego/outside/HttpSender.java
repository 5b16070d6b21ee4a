package dev.gatehouse.rego.outside;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// Sends the requests of `http.send`. Safe for any number of threads.
public interface HttpSender {
    /// Sends a request and waits for the whole answer.
    ///
    /// @throws IOException if the host does not allow the request, or there is no answer in time
    /// @throws InterruptedException if the thread was interrupted while it waited
    HttpReply send(HttpCall call) throws IOException, InterruptedException;

    /// The content of a file that a request's TLS options name. Refused unless a sender allows it.
    default byte[] file(String path) throws IOException {
        throw new IOException("reading files is not allowed: " + path);
    }

    /// The value of an environment variable that a request's TLS options name. Refused unless a sender allows it.
    default String environment(String name) throws IOException {
        throw new IOException("reading environment variables is not allowed: " + name);
    }

    /// What keeps answers from one evaluation for the next; null if nothing does.
    default @Nullable HttpCache cache() {
        return null;
    }
}
