package io.nauthera.runtime;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.LoggerFactory;

/** The log of the process while a test runs, as an operator reads it. */
public final class RecordedLog implements AutoCloseable {
  private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
  private final Recorder recorder = new Recorder();

  public RecordedLog() {
    recorder.setContext(root.getLoggerContext());
    recorder.start();
    root.addAppender(recorder);
  }

  /** Level and message; an event with a stack trace says so, because it fills many lines. */
  private static final class Recorder extends AppenderBase<ILoggingEvent> {
    private final List<String> lines = new CopyOnWriteArrayList<>();

    @Override
    protected void append(ILoggingEvent event) {
      String trace = event.getThrowableProxy() == null ? "" : " (with a stack trace)";
      lines.add(event.getLevel() + " " + event.getFormattedMessage() + trace);
    }
  }

  public List<String> lines() {
    return List.copyOf(recorder.lines);
  }

  @Override
  public void close() {
    root.detachAppender(recorder);
    recorder.stop();
  }
}
