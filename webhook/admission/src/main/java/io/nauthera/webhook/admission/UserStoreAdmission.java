package io.nauthera.webhook.admission;

import com.fasterxml.jackson.databind.JsonNode;
import io.nauthera.api.mapping.ResourceReader;
import io.nauthera.api.v1alpha1.ResourceKind;
import io.nauthera.api.v1alpha1.UserStore;
import io.nauthera.webhook.admission.validation.FieldMessage;
import io.nauthera.webhook.admission.validation.UserStoreValidator;
import java.util.List;

/** Refuses a UserStore with which no directory could be found or searched. */
final class UserStoreAdmission implements Admission {
  @Override
  public Verdict review(AdmissionRequest request, Deadline deadline) {
    return switch (request.operation()) {
      case CREATE -> verdict(request.object());
      case UPDATE -> request.isSpecUnchanged() ? Verdict.allowed() : verdict(request.object());
      case DELETE -> Verdict.allowed();
    };
  }

  private static Verdict verdict(JsonNode object) {
    UserStore store = ResourceReader.read(object, UserStore.class);
    List<FieldMessage> invalid = UserStoreValidator.check(store.getSpec());
    return invalid.isEmpty()
        ? new Verdict.Allowed(
            Verdict.Warning.ofFields("hint", UserStoreValidator.warnings(store.getSpec())))
        : Verdict.invalid(ResourceKind.USER_STORE, store, invalid);
  }
}
