<?php
// What WordPress shows of a post that holds nothing but a link: php post.php FOLDER HOST LINK [LINE OF functions.php]
list( , $folder, $host, $link ) = $argv;
ini_set( 'display_errors', 'stderr' );
define( 'ABSPATH', "$folder/" );
@symlink( __DIR__ . '/db.php', "$folder/wp-content/db.php" ); // where it looks for another database
define( 'OPTIONS', array( 'siteurl' => $host, 'home' => $host, 'blog_charset' => 'UTF-8' ) );
$_SERVER += array( 'HTTP_HOST' => parse_url( $host, PHP_URL_HOST ), 'REQUEST_URI' => '/', 'SERVER_PROTOCOL' => 'HTTP/1.1' );
$table_prefix = 'wp_';
require ABSPATH . 'wp-settings.php';
// It asks no machine near by, and no odd port: ours are.
add_filter( 'http_request_host_is_external', '__return_true' );
add_filter( 'http_allowed_safe_ports', fn ( $ports ) => array( ...$ports, parse_url( $link, PHP_URL_PORT ) ) );
eval( $argv[4] ?? '' );
echo apply_filters( 'the_content', $link );
wp_print_footer_scripts();
