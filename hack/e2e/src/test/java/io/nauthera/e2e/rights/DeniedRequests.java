package io.nauthera.e2e.rights;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * After each test, of all classes: the API server has denied no request of the programs, which run
 * with the ServiceAccounts of the chart. JUnit finds this class in META-INF/services.
 */
public final class DeniedRequests implements AfterEachCallback, AfterAllCallback {
  private static final List<AuditLog> LOGS = new CopyOnWriteArrayList<>();

  /** Also checks the API server that writes this audit log. */
  public static void watch(Path auditLog) {
    LOGS.add(AuditLog.fromTheBeginning(auditLog));
  }

  @Override
  public void afterEach(ExtensionContext context) {
    check(context);
  }

  @Override
  public void afterAll(ExtensionContext context) {
    check(context);
  }

  private static void check(ExtensionContext context) {
    List<AuditedRequest> denied = new ArrayList<>();
    LOGS.removeIf(log -> !log.exists());
    for (AuditLog log : LOGS) {
      log.next().stream().filter(AuditedRequest::isDenied).forEach(denied::add);
    }
    if (!AnnotationSupport.isAnnotated(context.getElement(), RightsAreMissing.class)
        && !AnnotationSupport.isAnnotated(context.getTestClass(), RightsAreMissing.class)) {
      assertThat(denied).as("requests of the programs that the API server has denied").isEmpty();
    }
  }
}
