export default {
  tags: ['posts'],
  layout: 'post.html',
}
