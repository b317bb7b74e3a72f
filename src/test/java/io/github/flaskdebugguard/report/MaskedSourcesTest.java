package io.github.flaskdebugguard.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flaskdebugguard.repository.InMemoryRepository;
import io.github.flaskdebugguard.rule.Scan;
import io.github.flaskdebugguard.rule.ScanResult;
import java.io.IOException;
import java.io.StringWriter;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MaskedSourcesTest {
  @Test
  void onlyValuesOfSecretsBecomeStars() {
    assertThat(
            MaskedSources.masked(
                "FLASK_DEBUG=1\r\nexport SECRET_KEY = 'ab c'\r\nURL=db://me:pw@h\nX=\"a\nb\"\n"
                    + "API_TOKEN=\"one\ntwo\" # end\nB=1\n"))
        .isEqualTo(
            "FLASK_DEBUG=1\r\nexport SECRET_KEY = '** *'\r\nURL=************\nX=\"a\nb\"\n"
                + "API_TOKEN=\"***\n***\" # end\nB=1\n");
  }

  @ParameterizedTest
  @EnumSource(Format.class)
  void noReportPrintsASecret(Format format) throws IOException {
    InMemoryRepository files =
        new InMemoryRepository(
            Map.of(
                ".env",
                "SECRET_KEY=opensesame\nFLASK_DEBUG=1\nDATABASE_URL=postgres://me:opensesame@db\n",
                "requirements.txt",
                "flask==3.1.0\npython-dotenv\n",
                "app.py",
                """
                import os
                from dotenv import load_dotenv
                from flask import Flask

                load_dotenv()
                app = Flask(__name__)
                app.config["SECRET_KEY"] = os.environ["SECRET_KEY"]
                app.run(debug=os.environ.get("FLASK_DEBUG"))
                """));
    ScanResult result = Scan.run(files, Scan.Options.DEFAULT, Scan.Listener.NONE);
    assertThat(result.findings()).anyMatch(each -> each.rule().id().equals("env-file-committed"));
    StringWriter out = new StringWriter();
    Reports reports = new Reports(result, "1", files::read);
    reports.write(format, out, false);
    reports.explain(reports.deployments(), out, false);
    assertThat(out.toString()).doesNotContain("opensesame");
  }
}
