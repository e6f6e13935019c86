import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;

/**
 * One HTTP request, where there is no curl: {@code java Http.java METHOD URI ARTIFACT BODY OUT}.
 * Prints the status and writes the answer to OUT. An empty ARTIFACT or BODY is not sent.
 */
final class Http {
  private Http() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    String artifact = arguments[2];
    String body = arguments[3];
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(arguments[1]))
            .timeout(Duration.ofSeconds(20))
            .header("Content-Type", "application/json")
            .method(
                arguments[0],
                body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    if (!artifact.isEmpty()) {
      request.header("Writ-Artifact", artifact);
    }
    System.out.println(
        HttpClient.newHttpClient()
            .send(request.build(), BodyHandlers.ofFile(Path.of(arguments[4])))
            .statusCode());
  }
}
