package io.nauthera.webhook.admission;

import com.fasterxml.jackson.databind.JsonNode;
import io.nauthera.api.v1alpha1.UserStore;
import java.util.List;

/** Refuses a UserStore that no directory could be found or searched with. */
final class UserStoreAdmission implements Admission {
  @Override
  public Verdict review(Review review) {
    return switch (review.operation()) {
      case CREATE -> judge(review.object());
      case UPDATE ->
          review.isTerminating() || review.isSpecUnchanged()
              ? Verdict.allowed()
              : judge(review.object());
      case DELETE -> Verdict.allowed();
    };
  }

  private static Verdict judge(JsonNode object) {
    UserStore store = Manifests.read(object, UserStore.class);
    List<Verdict.Cause> causes = StoreSense.check(store.getSpec());
    return causes.isEmpty()
        ? new Verdict.Allowed(Verdict.Warning.of("hint", StoreSense.warnings(store.getSpec())))
        : new Verdict.Invalid("UserStore", store.getMetadata().getName(), causes, List.of());
  }
}
