-- Plenty: a demo that runs all day must not sell out by accident.
INSERT INTO stock (product_id, initial, available)
SELECT id, 100000, 100000 FROM unnest(ARRAY[
    'aurora-wireless-headphones', 'pebble-bluetooth-speaker', 'studio-monitor-pair',
    'tide-in-ear-headphones', 'concert-soundbar', 'vinyl-turntable-one', 'podcast-microphone',
    'feather-14-laptop', 'granite-mini-pc', 'clack-mechanical-keyboard', 'glide-wireless-mouse',
    'horizon-27-monitor', 'dock-station-9', 'vault-ssd-2-tb', 'meridian-webcam',
    'morning-espresso-machine', 'burr-coffee-grinder', 'gooseneck-kettle', 'cast-iron-pan-28-cm',
    'chef-s-knife-20-cm', 'stand-mixer-classic', 'bread-proofing-basket', 'cutting-board-oak',
    'linen-bedding-set', 'wool-throw', 'arc-floor-lamp', 'scented-candle-cedar', 'wall-clock-silent',
    'indoor-plant-pot-set', 'bath-towel-pair', 'storage-box-trio', 'trail-running-shoes',
    'yoga-mat-cork', 'adjustable-dumbbell-24-kg', 'cycling-helmet-breeze', 'insulated-bottle-750-ml',
    'climbing-rope-60-m', 'foam-roller', 'two-person-tent', 'down-sleeping-bag', 'headlamp-400',
    'camping-stove', 'daypack-22-l', 'trekking-poles-carbon', 'hammock-double', 'the-quiet-datacentre',
    'cooking-with-seasons', 'designing-for-failure', 'atlas-of-small-islands', 'bread-slowly',
    'a-field-guide-to-clouds', 'wooden-train-set', 'marble-run-tower', 'strategy-game-harbour',
    'kite-delta', 'puzzle-old-town-1000', 'build-a-robot-kit'
]) AS id;
