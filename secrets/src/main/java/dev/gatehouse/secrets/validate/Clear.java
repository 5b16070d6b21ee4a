package dev.gatehouse.secrets.validate;

import dev.gatehouse.secrets.rule.LiveValidation;
import dev.gatehouse.secrets.rule.RuleSet;
import dev.gatehouse.secrets.rule.SecretRule;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Secrets in clear between the moment they are found and the moment their providers are asked. In memory only, bounded, and empty
/// afterwards. Thread-safe.
public final class Clear {
    /// A repository with more live secrets than this has other worries.
    private static final int MOST = 1_000;

    private final Map<String, LiveValidation> requests = new HashMap<>();
    private final Map<String, Question> kept = new ConcurrentHashMap<>();

    /// @param catalogue the rules that come with Gatehouse: only their providers are asked, whatever rules of a repository say
    public Clear(RuleSet catalogue) {
        for (SecretRule rule : catalogue.rules()) {
            LiveValidation validation = rule.validation();
            if (validation != null) {
                requests.put(rule.id(), validation);
            }
        }
    }

    /// How each provider is asked.
    public Collection<LiveValidation> requests() {
        return List.copyOf(requests.values());
    }

    /// Keeps a secret if its provider can be asked.
    ///
    /// @param id of the secret: its HMAC
    public void keep(String id, String rule, String secret) {
        LiveValidation request = requests.get(rule);
        if (request != null && kept.size() < MOST) {
            kept.putIfAbsent(id, new Question(id, request, secret));
        }
    }

    /// Hands over the questions of these ids and forgets everything.
    public List<Question> take(Collection<String> ids) {
        List<Question> questions = new ArrayList<>();
        for (String id : ids) {
            Question question = kept.get(id);
            if (question != null) {
                questions.add(question);
            }
        }
        kept.clear();
        return questions;
    }
}
