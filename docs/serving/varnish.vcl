# Varnish (7.1 or later) in front of `feedwright start` or of any server here: /etc/varnish/default.vcl.
# Start varnishd with `-p http_gzip_support=off -p http_range_support=off`. With gzip support Varnish asks for gzip only and
# unpacks it itself, which loses br and makes tags weak. Polls that the cache answers are not counted by the application.
vcl 4.1;

import std;

backend feedwright {
    .host = "127.0.0.1";
    .port = "8080";
    # /healthz: a server with old feeds is better than none. With several in a director, use /readyz.
    .probe = { .url = "/healthz"; .interval = 5s; .timeout = 2s; .initial = 3; }
}

# Addresses that may purge copies (the setting purge.varnish): the machine that publishes.
acl publishers { "127.0.0.1"; "::1"; }

sub vcl_recv {
    if (req.method == "PURGE") {
        if (client.ip !~ publishers) { return (synth(405)); }
        set req.url = regsub(req.url, "\?.*$", "");
        # All copies of the address, in every coding.
        return (purge);
    }
    # The address of the connection. The value of the client cannot be trusted.
    set req.http.X-Forwarded-For = client.ip;
    # For operators only, not public.
    if (req.url ~ "^/(healthz|readyz|metrics|status\.json)(\?|$)") { return (synth(404)); }
    # A delta (RFC 3229) is for one client, and only the application knows which.
    if ((req.method != "GET" && req.method != "HEAD") || req.http.A-IM) { return (pass); }
    set req.url = regsub(req.url, "\?.*$", "");
    unset req.http.Cookie;
    unset req.http.Authorization;
    # One of three values, so that the cache has three copies of a document and not one for each browser.
    if (req.http.Accept-Encoding ~ "(?i)(^|,)\s*br\s*(;\s*q=(1|0\.0*[1-9])[.0-9]*\s*)?(,|$)") {
        set req.http.Accept-Encoding = "br";
    } elsif (req.http.Accept-Encoding ~ "(?i)(^|,)\s*gzip\s*(;\s*q=(1|0\.0*[1-9])[.0-9]*\s*)?(,|$)") {
        set req.http.Accept-Encoding = "gzip";
    } else {
        unset req.http.Accept-Encoding;
    }
    # Stale while revalidating for a while; a day, which is what is kept below, only when the application is down.
    if (std.healthy(req.backend_hint)) { set req.grace = 15m; }
    return (hash);
}

sub vcl_hash {
    hash_data(req.url);
    return (lookup);
}

sub vcl_backend_response {
    if (beresp.status == 200) { set beresp.grace = 1d; }
    # A failed revalidation must not replace the cached copy.
    if (beresp.status >= 500 && bereq.is_bgfetch) { return (abandon); }
}

sub vcl_deliver {
    # Varnish compares with one tag only; RFC 9110 §13.1.2 has lists and `*` as well.
    if (req.http.If-None-Match == "*" || std.strstr(req.http.If-None-Match, resp.http.ETag)) {
        set req.http.If-None-Match = resp.http.ETag;
    }
    unset resp.http.X-Varnish;
    unset resp.http.Via;
}

sub vcl_synth {
    set resp.http.Content-Type = "text/plain; charset=utf-8";
    set resp.http.Cache-Control = "no-store";
    synthetic(resp.reason + {"
"});
    return (deliver);
}

sub vcl_backend_error {
    set beresp.http.Content-Type = "text/plain; charset=utf-8";
    set beresp.http.Cache-Control = "no-store";
    set beresp.http.Retry-After = "60";
    set beresp.body = beresp.reason + {"
"};
    return (deliver);
}
