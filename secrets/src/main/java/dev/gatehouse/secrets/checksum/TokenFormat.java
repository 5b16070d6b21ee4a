package dev.gatehouse.secrets.checksum;

import java.util.random.RandomGenerator;

/// The inner structure of one kind of token.
interface TokenFormat {

    /// Judges a token. Total: any text is a legal argument.
    Verdict verify(String token);

    /// What must follow the beginning of a token so that the whole is valid. For samples and tests.
    String complete(String begun, RandomGenerator random);
}
