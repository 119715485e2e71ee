package io.nauthera.webhook.admission;

import com.fasterxml.jackson.databind.JsonNode;
import io.nauthera.api.v1alpha1.UserStore;
import java.util.List;

/** Refuses a UserStore that no directory could be found or searched with. */
final class UserStoreAdmission implements Admission {
  @Override
  public Verdict review(AdmissionRequest review) {
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
    UserStore store = ResourceReader.read(object, UserStore.class);
    List<Verdict.Cause> causes = UserStoreValidator.check(store.getSpec());
    return causes.isEmpty()
        ? new Verdict.Allowed(
            Verdict.Warning.of("hint", UserStoreValidator.warnings(store.getSpec())))
        : new Verdict.Invalid("UserStore", store.getMetadata().getName(), causes, List.of());
  }
}
