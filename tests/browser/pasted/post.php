<?php
// What WordPress shows of a post: php post.php FOLDER HOST POST ADDRESS-OF-OURS [LINE OF functions.php]
list( , $folder, $host, $post, $ours ) = $argv;
ini_set( 'display_errors', 'stderr' );
define( 'ABSPATH', "$folder/" );
@symlink( __DIR__ . '/db.php', "$folder/wp-content/db.php" ); // where it looks for another database
define( 'OPTIONS', array( 'siteurl' => $host, 'home' => $host, 'blog_charset' => 'UTF-8' ) );
$_SERVER += array( 'HTTP_HOST' => parse_url( $host, PHP_URL_HOST ), 'REQUEST_URI' => '/', 'SERVER_PROTOCOL' => 'HTTP/1.1' );
$table_prefix = 'wp_';
require ABSPATH . 'wp-settings.php';
// It asks no machine near by, and no odd port: ours are.
add_filter( 'http_request_host_is_external', '__return_true' );
add_filter( 'http_allowed_safe_ports', fn ( $ports ) => array( ...$ports, parse_url( $ours, PHP_URL_PORT ) ) );
add_filter( 'http_request_timeout', fn () => 30 ); // it waits 5 seconds: not enough where all cores are busy
eval( $argv[5] ?? '' );
echo apply_filters( 'the_content', $post );
wp_print_footer_scripts();
